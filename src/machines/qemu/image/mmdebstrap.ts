// mmdebstrap, as an image is built with it: its arguments, and what its output tells. The same on this computer and in a Debian
// that was booted for it (cloud/).
import { LabsError } from '../../../errors.ts';
import type { Progress } from '../../types.ts';
import { DISK_MEBIBYTES, SUITE, type Recipe } from './recipe.ts';

/** Lines that apt and dpkg print for one package: fetched, unpacked, set up. */
const LINES_PER_PACKAGE = 3;
/** About so many packages are in the machine; only the progress shown depends on it. */
const PACKAGES = 270;

/** What it leaves in its working folder. */
export const PARTS = ['disk.qcow2', 'vmlinuz', 'initrd'] as const;

const shell = (command: string): string => `--customize-hook=${command}`;

/**
 * To be run where machine/ is; leaves {@link PARTS} there. `mirror`: one-line-style sources (sources.list(5)); none:
 * mmdebstrap's own default.
 */
export function mmdebstrapArguments(recipe: Recipe, mirror: readonly string[]): string[] {
  return [
    ...['--mode=auto', '--variant=apt', '--format=null', '--verbose'],
    `--architectures=${recipe.architecture}`,
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
    ...PARTS.map((name) => shell(`download /run/out/${name} ${name}`)),
    ...[SUITE, '/dev/null', ...mirror],
  ];
}

/** Hears the output line by line: shows how far it is, and keeps the last of it for an error. */
export class BuildLog {
  readonly #progress: Progress | undefined;
  readonly #last: string[] = [];
  #lines = 0;

  constructor(progress: Progress | undefined) {
    this.#progress = progress;
  }

  hear(line: string): void {
    this.#last.push(line);
    if (this.#last.length > 40) this.#last.shift();
    if (/^(Get:\d+ .*\.deb|Get:\d+ .* \[[\d.,]+ k?M?B\]$|Unpacking |Setting up )/.test(line)) {
      const part = ++this.#lines / (PACKAGES * LINES_PER_PACKAGE);
      this.#progress?.fraction?.(Math.min(0.97, part));
    }
    if (line.startsWith('provision: ')) this.#progress?.phase('image.provision');
    if (line.includes('make-disk.sh')) this.#progress?.phase('image.disk');
  }

  /** LabsError `image-build` with apt's or mmdebstrap's own `words` and the last lines, `no-mirror` when packages could not be fetched, `disk-full`. */
  failure(cause?: Error): LabsError {
    const log = this.#last.join('\n');
    const options = { cause: new Error(this.#last.slice(-15).join('\n'), { cause }) };
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
    const words = this.#last.find((line) => line.startsWith('E: '))?.slice('E: '.length);
    const reason = words === undefined ? '' : `: ${words}`;
    return new LabsError('machine', 'image-build', `the image could not be built${reason}`, {
      ...options,
      ...(words !== undefined && { params: { words } }),
      hint: 'the same command with --debug shows the last of its log',
    });
  }
}
