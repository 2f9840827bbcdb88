// Builds an image from Debian packages: a disk, a kernel and an initrd in a folder of their own.
import { execa, ExecaError } from 'execa';
import { cp } from 'node:fs/promises';
import { LabsError } from '../../../errors.ts';
import type { Progress } from '../../types.ts';
import { sources } from './mirror.ts';
import { DISK_MEBIBYTES, SUITE, type Recipe } from './recipe.ts';

/** Lines that apt and dpkg print for one package: fetched, unpacked, set up. */
const LINES_PER_PACKAGE = 3;
/** About so many packages are in the machine; only the progress shown depends on it. */
const PACKAGES = 270;

const shell = (command: string): string => `--customize-hook=${command}`;

/**
 * Builds into the folder `work`: disk.qcow2, vmlinuz, initrd. As root, or where user namespaces allow as
 * anybody (mmdebstrap(1), --mode). Throws LabsError `image-build` with the last lines of the log, `no-mirror`
 * when packages cannot be fetched, `disk-full`.
 */
export async function buildDisk(
  recipe: Recipe,
  work: string,
  options: { readonly progress?: Progress | undefined; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  await cp(recipe.source, `${work}/machine`, { recursive: true });
  options.progress?.phase('image.packages');
  const mirror = await sources();
  const args = [
    ...['--mode=auto', '--variant=apt', '--format=null', '--verbose'],
    ...['--dpkgopt=force-unsafe-io', '--aptopt=Acquire::Languages "none"'],
    // One try a file and no endless wait: whoever is offline should learn it soon.
    ...['--aptopt=Acquire::Retries "1"', '--aptopt=Acquire::http::Timeout "20"'],
    ...['doc', 'man', 'locale', 'info'].map(
      (name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
    ),
    `--include=${recipe.packages.join(',')}`,
    // Just the modules that it takes to find the disk, so that the kernel starts quickly.
    '--essential-hook=mkdir -p "$1/etc/initramfs-tools/conf.d" && echo MODULES=list >"$1/etc/initramfs-tools/conf.d/bridge-labs" && printf "virtio_blk\\nvirtio_pci\\next4\\n" >>"$1/etc/initramfs-tools/modules"',
    shell('copy-in machine /tmp'),
    shell('chroot "$1" /tmp/machine/provision.sh --image'),
    shell('cp "$1"/tmp/machine/make-disk.sh "$1".make-disk.sh'),
    shell(`"$1".make-disk.sh "$1" ${DISK_MEBIBYTES}; code=$?; rm "$1".make-disk.sh; exit $code`),
    ...['disk.qcow2', 'vmlinuz', 'initrd'].map((name) =>
      shell(`download /run/out/${name} ${name}`),
    ),
    ...[SUITE, '/dev/null', ...mirror],
  ];
  const [program, ...words] = builder();
  let lines = 0;
  const last: string[] = [];
  try {
    const build = execa(program, [...words, ...args], {
      cwd: work,
      all: true,
      buffer: false,
      stdin: 'ignore',
      env: { TMPDIR: temporaryFolder(work) },
      ...(options.signal && { cancelSignal: options.signal }),
      forceKillAfterDelay: 15_000,
    });
    for await (const line of build.iterable({ from: 'all' })) {
      last.push(String(line));
      if (last.length > 40) last.shift();
      if (
        /^(Get:\d+ .*\.deb|Get:\d+ .* \[[\d.,]+ k?M?B\]$|Unpacking |Setting up )/.test(String(line))
      )
        options.progress?.fraction?.(Math.min(0.97, ++lines / (PACKAGES * LINES_PER_PACKAGE)));
      if (String(line).startsWith('provision: ')) options.progress?.phase('image.provision');
      if (String(line).includes('make-disk.sh')) options.progress?.phase('image.disk');
    }
    await build;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (!(error instanceof ExecaError)) throw error;
    throw buildFailed(last, error);
  }
}

/**
 * The command that mmdebstrap's arguments follow. setpriv: should this process be killed, mmdebstrap is told, and
 * cleans up after itself. unshare: root's mmdebstrap mounts /proc, /sys and the computer's own /dev/shm into what it
 * builds, and does so where everybody sees it. In a mount namespace of its own these mounts end with the build,
 * however it ends: whoever clears up after a killed build must never meet them. Other users have one anyway.
 */
function builder(): [string, ...string[]] {
  const told = ['setpriv', '--pdeathsig', 'TERM', '--', 'mmdebstrap'] as const;
  return process.geteuid?.() === 0
    ? ['unshare', '--mount', '--propagation', 'private', '--', ...told]
    : [...told];
}

/**
 * Root builds inside `work`, so that even a build that was killed together with its mmdebstrap leaves nothing
 * elsewhere. Other users build as a sub-user id, who cannot enter their home.
 */
function temporaryFolder(work: string): string {
  return process.geteuid?.() === 0 ? work : (process.env['TMPDIR'] ?? '/var/tmp');
}

function buildFailed(last: readonly string[], cause: Error): LabsError {
  const log = last.join('\n');
  const options = { cause: new Error(last.slice(-15).join('\n'), { cause }) };
  if (/No space left on device|ENOSPC/.test(log)) {
    return new LabsError('machine', 'disk-full', 'the disk is full', {
      ...options,
      hint: 'the image needs 3 GB while it is built; bridge-labs doctor shows what is free',
    });
  }
  if (
    /Could not resolve|Failed to fetch|Unable to fetch|Connection (refused|timed out|failed)|Network is unreachable|Could not connect/i.test(
      log,
    )
  ) {
    return new LabsError('machine', 'no-mirror', 'Debian packages cannot be fetched', {
      ...options,
      hint: 'the machine is built once from the package mirror of this computer; go online and try again',
    });
  }
  return new LabsError('machine', 'image-build', 'the image could not be built', options);
}
