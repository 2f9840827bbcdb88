// The virtual hardware that machines get on this computer, and the program that gives it.
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { LabsError } from '../../errors.ts';
import { ARCHITECTURES, architectureOf, kernelWords, type Architecture } from './arguments.ts';
import type { Hardware } from './files.ts';

/** MiB; Docker and a handful of small containers fit, and the whole process stays under 1.1 GB. */
const MEMORY = 768;

/**
 * How long a guest may take to boot, ms: many times what it takes on a computer that has little else to do (emulated a
 * minute or two).
 */
export function bootLimitMs(accelerator: Hardware['accelerator']): number {
  return accelerator === 'tcg' ? 600_000 : 240_000;
}

/** Debian's name of this computer's architecture. Throws `architecture` where there is no machine for it. */
export function hostArchitecture(arch: string = process.arch): Architecture {
  const name = architectureOf(arch);
  if (name === null) {
    throw new LabsError('machine', 'architecture', `no machine can be made for ${arch}`, {
      params: { arch },
      hint: 'x64 and arm64 computers can run one',
    });
  }
  return name;
}

/** Version of the installed QEMU: "7.2.22". Throws `missing-programs`. */
export async function qemuVersion(architecture: Architecture): Promise<string> {
  const program = ARCHITECTURES[architecture].qemu;
  const { execa } = await import('execa');
  const { stdout, failed } = await execa(program, ['--version'], { reject: false });
  const [, version] = /version (\d+(?:\.\d+)+)/.exec(stdout ?? '') ?? [];
  if (failed || version === undefined) {
    throw new LabsError('machine', 'missing-programs', `${program} is missing`, {
      params: { programs: program },
      hint: 'bridge-labs doctor',
    });
  }
  return version;
}

/** `cpus`: virtual processors. Default: two where the computer has two. */
export function hardwareFor(
  architecture: Architecture,
  qemu: string,
  accelerator: Hardware['accelerator'],
  cpus = Math.min(2, availableParallelism()),
): Hardware {
  const [major, minor] = qemu.split('.');
  return {
    accelerator,
    // Versioned, so that a state saved under it means the same hardware in a later QEMU.
    machineType: `${ARCHITECTURES[architecture].machine}-${major}.${minor}`,
    qemu,
    memory: MEMORY,
    cpus,
  };
}

/** Names the saved states that fit this hardware, and were booted as it is booted now. */
export function hardwareKey(hardware: Hardware): string {
  return createHash('sha256')
    .update(JSON.stringify([hardware, kernelWords(hardware)]))
    .digest('hex')
    .slice(0, 12);
}
