// Builds an image from Debian packages on this computer: a disk, a kernel and an initrd in a folder of their own.
import { execa, ExecaError } from 'execa';
import { cp } from 'node:fs/promises';
import type { WorkOptions } from '../../types.ts';
import { sources } from './mirror.ts';
import { BuildLog, mmdebstrapArguments } from './mmdebstrap.ts';
import type { Recipe } from './recipe.ts';

export interface BuildOptions extends WorkOptions {
  /** Where packages come from instead of where this computer's come from: URL of a Debian archive. */
  readonly mirror?: string | undefined;
}

/**
 * Builds into the folder `work`: disk.qcow2, vmlinuz, initrd. As root, or where user namespaces allow as
 * anybody (mmdebstrap(1), --mode). Throws what {@link BuildLog.failure} says.
 */
export async function buildDisk(
  recipe: Recipe,
  work: string,
  options: BuildOptions,
): Promise<void> {
  await cp(recipe.source, `${work}/machine`, { recursive: true });
  options.progress?.phase('image.packages');
  const log = new BuildLog(options.progress);
  const { command, killSignal } = builder();
  const [program, ...words] = command;
  try {
    const build = execa(
      program,
      [...words, ...mmdebstrapArguments(recipe, await sources(options.mirror))],
      {
        cwd: work,
        all: true,
        buffer: false,
        stdin: 'ignore',
        env: { TMPDIR: temporaryFolder(work) },
        ...(options.signal && { cancelSignal: options.signal }),
        killSignal,
        forceKillAfterDelay: 15_000,
      },
    );
    for await (const line of build.iterable({ from: 'all' })) log.hear(String(line));
    await build;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof ExecaError)) throw error;
    throw log.failure(error);
  }
}

/**
 * The command that mmdebstrap's arguments follow, and the signal that ends it. setpriv: should this process be killed,
 * the build ends too. Root's build has namespaces of its own. mount: root's mmdebstrap mounts /proc, /sys and the
 * computer's own /dev/shm into what it builds, where everybody would see it; so these mounts end with the build,
 * however it ends, and whoever clears up after a killed build never meets them. pid: with the first process there, the
 * kernel ends all others, also a dpkg of which mmdebstrap knows nothing; unshare(1) itself blocks TERM. Other users'
 * mmdebstrap makes itself such namespaces, and clears up when it is told to end.
 */
function builder(): { command: [string, ...string[]]; killSignal: 'SIGKILL' | 'SIGTERM' } {
  if (process.geteuid?.() !== 0) {
    const command = ['setpriv', '--pdeathsig', 'TERM', '--', 'mmdebstrap'] as const;
    return { command: [...command], killSignal: 'SIGTERM' };
  }
  const own = [
    '--mount',
    '--propagation',
    'private',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
  ];
  const command = ['setpriv', '--pdeathsig', 'KILL', '--', 'unshare', ...own, '--', 'mmdebstrap'];
  return { command: command as [string, ...string[]], killSignal: 'SIGKILL' };
}

/**
 * Root builds inside `work`, so that even a build that was killed together with its mmdebstrap leaves nothing
 * elsewhere. Other users build as a sub-user id, who cannot enter their home.
 */
function temporaryFolder(work: string): string {
  return process.geteuid?.() === 0 ? work : (process.env['TMPDIR'] ?? '/var/tmp');
}
