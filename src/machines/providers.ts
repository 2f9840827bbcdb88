// The table of providers: what each can do, how to tell whether it can be used here, and its part that is loaded when opened.
import { dirname } from 'node:path';
import { findProgram, findPrograms, type Host } from '../host/programs.ts';
import type { StoreOptions } from './qemu/image/store.ts';
import { PROVIDER_NAMES, type ProviderName, type Settings } from './settings.ts';
import type { Machine } from './types.ts';

export interface Opening {
  readonly name: string;
  readonly settings: Settings;
  /** The machine's own. */
  readonly folder: string;
  readonly interactive: boolean;
  /** See OpenOptions. */
  readonly disposable: boolean;
  /** Folder machine/ of this package. */
  readonly source: () => string;
  readonly store: () => Promise<StoreOptions>;
}

export interface Provider {
  readonly open: (opening: Opening) => Promise<Machine>;
  /** The programs that it takes are there. Nothing is started. `built`: so is the image, which then need not be built. */
  readonly installed: (host: Host, built: () => Promise<boolean>) => Promise<boolean>;
  /** May be chosen without being named: it needs to know nothing, and changes nothing that is somebody's own. */
  readonly chosen: boolean;
}

const program =
  (...names: string[]) =>
  async ({ env }: Host): Promise<boolean> => {
    const found = await Promise.all(names.map((name) => findProgram(name, env)));
    return found.every((path) => path !== null);
  };

export const PROVIDERS: Readonly<Record<ProviderName, Provider>> = {
  qemu: {
    async open({ name, folder, store, disposable }) {
      const { QemuMachine } = await import('./qemu/machine.ts');
      return new QemuMachine(name, folder, await store(), disposable);
    },
    async installed(host, built) {
      const programs = await findPrograms(host, (await built()) ? null : undefined);
      return programs.every(({ path }) => path !== null);
    },
    chosen: true,
  },
  vagrant: {
    async open({ name, folder, settings, source }) {
      const [{ RemoteMachine }, { vagrantHost }] = await Promise.all([
        import('./remote/machine.ts'),
        import('./vagrant/host.ts'),
      ]);
      // The Vagrantfile stands beside machine/.
      const host = vagrantHost(settings, folder, dirname(source()));
      return new RemoteMachine(name, folder, source(), settings, host);
    },
    installed: program('vagrant', 'ssh', 'tar'),
    chosen: true,
  },
  'docker-machine': {
    async open({ name, folder, settings, source }) {
      const [{ RemoteMachine }, { dockerMachineHost }] = await Promise.all([
        import('./remote/machine.ts'),
        import('./docker-machine/host.ts'),
      ]);
      const host = dockerMachineHost(settings, name, folder);
      return new RemoteMachine(name, folder, source(), settings, host);
    },
    installed: program('docker-machine', 'ssh', 'tar'),
    chosen: false,
  },
  ssh: {
    async open({ name, folder, settings, source, interactive }) {
      const [{ RemoteMachine }, { sshHost }] = await Promise.all([
        import('./remote/machine.ts'),
        import('./ssh/host.ts'),
      ]);
      const host = sshHost(settings, folder, !interactive);
      return new RemoteMachine(name, folder, source(), settings, host);
    },
    installed: program('ssh', 'ssh-keygen', 'tar'),
    chosen: false,
  },
};

/** Why a provider was taken: it is there, and the best of those; or nothing is there, and this one can be installed. */
export interface Choice {
  readonly provider: ProviderName;
  readonly why: 'installed' | 'installable';
}

/**
 * The best that is installed, in the table's order of names. Where none is, qemu, whose programs `start` offers.
 * `built`: whether qemu's image is there.
 */
export async function chooseProvider(host: Host, built: () => Promise<boolean>): Promise<Choice> {
  for (const provider of PROVIDER_NAMES) {
    const { chosen, installed } = PROVIDERS[provider];
    if (chosen && (await installed(host, built))) return { provider, why: 'installed' };
  }
  return { provider: 'qemu', why: 'installable' };
}
