// The calls of docker-machine that this project makes: status, inspect, create, start, stop, rm. It is archived and will not change.
import { execa } from 'execa';
import { LabsError } from '../../errors.ts';

/** A machine as `docker-machine inspect` tells it; it does so while the machine is off as well. */
export interface Inspected {
  readonly driver: string;
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly keyPath: string;
}

export type State = 'absent' | 'running' | 'stopped' | 'other';

export interface DockerMachine {
  state(name: string): Promise<State>;
  /** Throws LabsError `docker-machine-no-ssh` for a driver without (none), and as `call`. */
  inspect(name: string): Promise<Inspected>;
  /** One of the changing calls: create -d DRIVER NAME, start NAME, stop NAME, rm -y NAME. */
  call(...words: string[]): Promise<void>;
}

/** What it says of a name that it does not know (libmachine/mcnerror: ErrHostDoesNotExist). */
const UNKNOWN = /does not exist/i;
const LIMIT_MS = 60_000;
const CREATE_LIMIT_MS = 15 * 60_000;

export function dockerMachine(signal?: AbortSignal): DockerMachine {
  return {
    async state(name) {
      const { exitCode, stdout, stderr } = await run(['status', name], LIMIT_MS, signal);
      if (exitCode !== 0) {
        if (UNKNOWN.test(stderr)) return 'absent';
        throw failed(['status', name], stderr);
      }
      // Its words: Running, Paused, Saved, Stopped, Stopping, Starting, Error, Timeout (libmachine/state).
      const word = stdout.trim();
      return word === 'Running' ? 'running' : /^(Stopped|Saved)$/.test(word) ? 'stopped' : 'other';
    },
    async inspect(name) {
      const { exitCode, stdout, stderr } = await run(['inspect', name], LIMIT_MS, signal);
      if (exitCode !== 0) throw failed(['inspect', name], stderr);
      return parseInspected(name, stdout);
    },
    async call(...words) {
      const { exitCode, stderr, stdout } = await run(words, CREATE_LIMIT_MS, signal);
      if (exitCode !== 0) throw failed(words, `${stdout}\n${stderr}`.trim());
    },
  };
}

/** Throws LabsError `docker-machine-no-ssh` (params name, driver). */
export function parseInspected(name: string, json: string): Inspected {
  const { DriverName: driver, Driver } = JSON.parse(json) as {
    DriverName?: string;
    Driver?: { IPAddress?: string; SSHPort?: number; SSHUser?: string; SSHKeyPath?: string };
  };
  const { IPAddress: address, SSHPort: port, SSHUser: user, SSHKeyPath: keyPath } = Driver ?? {};
  if (!address || !user || !keyPath) {
    throw new LabsError('machine', 'docker-machine-no-ssh', `${name} has no way in by SSH`, {
      params: { name, driver: driver ?? '?' },
    });
  }
  return { driver: driver ?? '', address, port: port || 22, user, keyPath };
}

async function run(
  words: readonly string[],
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<{ exitCode: number | undefined; stdout: string; stderr: string }> {
  // Without the token it would send reports of its crashes to a service that is gone.
  const { exitCode, stdout, stderr, code } = await execa(
    'docker-machine',
    ['--bugsnag-api-token=no-report', ...words],
    {
      reject: false,
      stdin: 'ignore',
      timeout,
      ...(signal ? { cancelSignal: signal } : {}),
    },
  );
  signal?.throwIfAborted();
  if (code === 'ENOENT') {
    throw new LabsError('machine', 'missing-programs', 'docker-machine is missing', {
      params: { programs: 'docker-machine' },
      hint: 'https://github.com/docker/machine/releases',
    });
  }
  return { exitCode, stdout, stderr };
}

function failed(words: readonly string[], output: string): LabsError {
  const command = ['docker-machine', ...words].join(' ');
  const said = output.trim().split('\n').slice(-8).join('\n');
  return new LabsError('machine', 'program-failed', `${command}: ${said}`, {
    params: { command, output: said },
  });
}
