// Provider vagrant: a machine of Vagrant's, on whatever it runs machines with, by the Vagrantfile of this package.
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { LabsError } from '../../errors.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import type { Login } from '../remote/login.ts';
import type { Host } from '../remote/host.ts';
import type { RemoteMachine } from '../remote/machine.ts';
import type { Settings } from '../settings.ts';
import { hostKeyOf, loginWords, pinnedLine } from '../ssh/openssh.ts';
import type { MachineStatus, WorkOptions } from '../types.ts';
import { vagrantCheckpoints } from './checkpoints.ts';
import { parseWay, stateOf, vagrant, type Vagrant } from './program.ts';

/** Of these, a snapshot holds memory and disk together. */
const LIVE = ['libvirt', 'virtualbox'];
/** What Vagrant itself would take, were it not asked for another. */
const USUAL_DRIVER = 'virtualbox';

const STATES: Readonly<Record<string, MachineStatus>> = {
  not_created: 'absent',
  running: 'running',
  preparing: 'starting',
  // libvirt says shutoff, also of a machine whose process was killed; virtualbox the others.
  shutoff: 'stopped',
  poweroff: 'stopped',
  saved: 'stopped',
  aborted: 'stopped',
};

/** `cwd`: folder of the Vagrantfile. `folder`: of the machine. */
export function vagrantHost(settings: Settings, folder: string, cwd: string): Host {
  const driver = settings.driver ?? process.env['VAGRANT_DEFAULT_PROVIDER'] ?? USUAL_DRIVER;
  const live = LIVE.includes(driver);
  const program = ({ signal }: WorkOptions = {}): Vagrant =>
    vagrant({ cwd, dotfiles: join(folder, 'vagrant'), env: environment(settings), signal });
  return {
    provider: 'vagrant',
    capabilities: { liveCheckpoints: live, console: false, offline: false, stops: true },
    ours: true,
    async status(made) {
      if (!made) return 'absent';
      return STATES[stateOf(await program().rows('status'))] ?? 'broken';
    },
    async start(options) {
      await mustExist(settings.box);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const running = program(options);
      if (stateOf(await running.rows('status')) === 'running') return;
      options.progress?.phase('vagrant.up');
      await running.text('up', `--provider=${driver}`, '--no-provision');
    },
    async stop(options) {
      await program(options).text('halt');
    },
    async destroy(options) {
      // Where there never was one, Vagrant need not be there either.
      const known = await stat(join(folder, 'vagrant')).catch(() => null);
      if (known !== null) await program(options).text('destroy', '--force');
    },
    login: (options) => login(program(options), folder, options),
    ...(live && { checkpoints: (machine: RemoteMachine) => vagrantCheckpoints(machine, program) }),
  };
}

/** What the Vagrantfile reads. */
function environment({ box }: Settings): Record<string, string> {
  const emulated = process.env['BRIDGE_LABS_VAGRANT_EMULATE'];
  return {
    ...(box === undefined ? {} : { BRIDGE_LABS_BOX: box }),
    ...(emulated === undefined ? {} : { BRIDGE_LABS_VAGRANT_EMULATE: emulated }),
  };
}

async function mustExist(box: string | undefined): Promise<void> {
  if (box === undefined || !box.endsWith('.box') || (await stat(resolve(box)).catch(() => null)))
    return;
  throw new LabsError('usage', 'no-box', `there is no box ${box}`, { params: { box } });
}

/** Its machine was just made for us, so the key that it shows first is believed, and pinned. */
async function login(
  program: Vagrant,
  folder: string,
  { signal }: WorkOptions,
): Promise<Login | null> {
  const way = parseWay(await program.text('ssh-config'));
  if (way === null) return null;
  const destination = { name: `${way.user}@${way.host}`, port: way.port, identity: way.identity };
  const hostKey = await hostKeyOf(destination, signal);
  const pinned = join(folder, 'pinned');
  await writeWhole(pinned, pinnedLine(hostKey));
  return {
    args: loginWords(destination, pinned, true),
    shown: `vagrant (${way.host}:${way.port})`,
    host: way.host,
    port: way.port,
    hostKey,
  };
}
