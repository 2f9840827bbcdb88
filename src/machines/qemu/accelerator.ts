// Which accelerator really works here: found out once by starting a small guest, then remembered.
import { execa } from 'execa';
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../host/atomic-write.ts';
import { ARCHITECTURES, probeArguments, type Architecture } from './arguments.ts';
import type { Hardware } from './files.ts';

type Accelerator = Hardware['accelerator'];

/** Seconds that the small guest has; where the accelerator works it needs one or two. */
const LIMIT_SECONDS = 12;

export interface AcceleratorVerdict {
  readonly accelerator: Accelerator;
  /** Why not a quicker one: `absent`, `no-permission`, `hangs`, `fails`; null where the quickest works. */
  readonly refused: { readonly accelerator: Accelerator; readonly reason: string } | null;
}

/** What the machine offers, before it is tried. */
export async function candidate(platform: NodeJS.Platform): Promise<{
  accelerator: Accelerator;
  usable: true | 'absent' | 'no-permission';
}> {
  if (platform === 'darwin') return { accelerator: 'hvf', usable: true };
  if (platform === 'win32') return { accelerator: 'whpx', usable: true };
  try {
    await access('/dev/kvm', constants.R_OK | constants.W_OK);
    return { accelerator: 'kvm', usable: true };
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { accelerator: 'kvm', usable: absent ? 'absent' : 'no-permission' };
  }
}

/** The remembered verdict for this kernel and this QEMU; null where it was not tried yet. */
export async function rememberedAccelerator(
  cache: string,
  qemu: string,
): Promise<AcceleratorVerdict | null> {
  try {
    const all = JSON.parse(await readFile(memory(cache), 'utf8')) as Record<
      string,
      AcceleratorVerdict
    >;
    return all[key(qemu)] ?? null;
  } catch {
    return null;
  }
}

/**
 * Tries the accelerator on a small guest: it must start the kernel and power off by itself within the
 * limit. `/dev/kvm` being there proves nothing: on some hosts it opens and stock kernels hang under it.
 */
export async function probeAccelerator(options: {
  readonly cache: string;
  readonly qemu: string;
  readonly architecture: Architecture;
  readonly kernel: string;
  readonly platform: NodeJS.Platform;
  readonly signal?: AbortSignal | undefined;
}): Promise<AcceleratorVerdict> {
  const remembered = await rememberedAccelerator(options.cache, options.qemu);
  if (remembered) return remembered;
  const offered = await candidate(options.platform);
  let verdict: AcceleratorVerdict;
  if (offered.usable !== true) {
    // Not remembered: a permission or a module may come later.
    return { accelerator: 'tcg', refused: { ...offered, reason: offered.usable } };
  }
  const tried = await execa(
    ARCHITECTURES[options.architecture].qemu,
    probeArguments(options.architecture, offered.accelerator, options.kernel),
    {
      reject: false,
      timeout: LIMIT_SECONDS * 1000,
      forceKillAfterDelay: 500,
      stdin: 'ignore',
      all: true,
      ...(options.signal && { cancelSignal: options.signal }),
    },
  );
  options.signal?.throwIfAborted();
  if (!tried.timedOut && /Kernel panic/.test(tried.all ?? '')) {
    verdict = { accelerator: offered.accelerator, refused: null };
  } else {
    const reason = tried.timedOut ? 'hangs' : 'fails';
    verdict = { accelerator: 'tcg', refused: { accelerator: offered.accelerator, reason } };
  }
  await remember(options.cache, options.qemu, verdict);
  return verdict;
}

async function remember(cache: string, qemu: string, verdict: AcceleratorVerdict): Promise<void> {
  await mkdir(cache, { recursive: true });
  const all = await readFile(memory(cache), 'utf8')
    .then((text) => JSON.parse(text) as Record<string, AcceleratorVerdict>)
    .catch(() => ({}));
  await writeWhole(memory(cache), `${JSON.stringify({ ...all, [key(qemu)]: verdict }, null, 2)}\n`);
}

const memory = (cache: string): string => join(cache, 'accelerator.json');
const key = (qemu: string): string => `${release()} / QEMU ${qemu}`;
