// Provider docker-machine: a machine of its, made for the course by one of its drivers, or one that is there, by name.
import { join } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import { loginFailed, type Login } from '../remote/login.ts';
import type { Host } from '../remote/host.ts';
import type { Settings } from '../settings.ts';
import { fingerprint, hostKeyOf, loginWords, pinnedLine } from '../ssh/openssh.ts';
import type { MachineStatus, PrepareOptions, WorkOptions } from '../types.ts';
import { dockerMachine, type State } from './program.ts';

const STATES: Readonly<Record<State, MachineStatus>> = {
  absent: 'absent',
  running: 'running',
  stopped: 'stopped',
  other: 'broken',
};

/** `folder`: of the machine; the pinned key is kept there. */
export function dockerMachineHost(settings: Settings, machine: string, folder: string): Host {
  const ours = settings.host === undefined;
  const name = settings.host ?? `bridge-labs-${machine}`;
  // generic is a computer that docker-machine was told of: it can only be forgotten.
  const stops = ours && settings.driver !== 'generic';
  return {
    provider: 'docker-machine',
    capabilities: { liveCheckpoints: false, console: false, offline: false, stops },
    ours,
    async status(made) {
      if (!made) return 'absent';
      return STATES[await dockerMachine().state(name)];
    },
    async start({ signal, progress }) {
      const program = dockerMachine(signal);
      const state = await program.state(name);
      if (state === 'running') return;
      progress?.phase('machine.start');
      if (state !== 'absent') await program.call('start', name);
      else await program.call('create', '-d', driverOf(settings), name);
    },
    async stop({ signal }) {
      if (stops) return dockerMachine(signal).call('stop', name);
      throw new LabsError('usage', 'cannot-stop', `${name} is not ours to switch off`, {
        params: { host: name },
      });
    },
    async destroy({ signal }) {
      const program = dockerMachine(signal);
      if ((await program.state(name)) !== 'absent') await program.call('rm', '-y', name);
    },
    login: (options) => login(name, ours, folder, options),
  };
}

function driverOf({ driver }: Settings): string {
  if (driver !== undefined) return driver;
  throw new LabsError('usage', 'no-driver', 'a new machine of docker-machine needs a driver');
}

/** Not by `docker-machine ssh`, which makes a 1 of exit status 7; by our own, with what it knows of the machine. */
async function login(
  name: string,
  ours: boolean,
  folder: string,
  { signal, ask }: WorkOptions & { ask: PrepareOptions['ask'] | null },
): Promise<Login | null> {
  const { address, port, user, keyPath } = await dockerMachine(signal).inspect(name);
  const shown = `${name} (${user}@${address}:${port})`;
  const destination = { name: `${user}@${address}`, port, identity: keyPath };
  const hostKey = await hostKeyOf(destination, signal).catch((error: unknown) => {
    if (!(error instanceof LabsError)) throw error;
    throw loginFailed(shown, String(error.params['reason'] ?? error.message));
  });
  // A machine that was just made for us is believed at once; docker-machine itself never looks.
  if (!ours) {
    const question = { about: 'host-key', host: shown, fingerprint: fingerprint(hostKey) } as const;
    if (ask === null || !(await ask(question))) return null;
  }
  const pinned = join(folder, 'pinned');
  await writeWhole(pinned, pinnedLine(hostKey));
  return {
    args: loginWords(destination, pinned, true),
    shown,
    host: address,
    port,
    hostKey,
  };
}
