// Which accelerator really works here: found out once by starting a small guest, then remembered.
import { access, constants, mkdir, readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from '../../host/atomic-write.ts';
import { architectureOf, ARCHITECTURES, probeArguments, type Architecture } from './arguments.ts';
import type { Hardware } from './files.ts';

type Accelerator = Hardware['accelerator'];

/** How long a failure is believed, ms: a computer with too much to do may have been too slow just then. */
const DOUBT_MS = 24 * 3_600_000;

/** Seconds that the small guest has; where the accelerator works it needs one or two. */
const LIMIT_SECONDS = 12;

/** `absent`, `no-permission`: not there to be tried. `no-checkpoints`: guests run, and their memory cannot be saved. */
export type Refusal = 'absent' | 'no-permission' | 'hangs' | 'fails' | 'no-checkpoints';

export interface AcceleratorVerdict {
  readonly accelerator: Accelerator;
  /** Why not a quicker one; null where the quickest works. */
  readonly refused: { readonly accelerator: Accelerator; readonly reason: Refusal } | null;
}

/** What the system has to offer, by QEMU's names; a guest of another architecture is always emulated. */
export function acceleratorFor(
  platform: NodeJS.Platform,
  guest: Architecture,
  host: Architecture | null = architectureOf(process.arch),
): Accelerator {
  if (guest !== host) return 'tcg';
  switch (platform) {
    case 'linux':
      return 'kvm';
    case 'darwin':
      return 'hvf';
    case 'win32':
      return 'whpx';
    default:
      return 'tcg';
  }
}

/** What the machine offers, before it is tried. */
export async function candidate(
  platform: NodeJS.Platform,
  guest: Architecture,
  device = '/dev/kvm',
): Promise<{ accelerator: Accelerator; usable: true | 'absent' | 'no-permission' }> {
  const accelerator = acceleratorFor(platform, guest);
  if (accelerator !== 'kvm') return { accelerator, usable: true };
  try {
    await access(device, constants.R_OK | constants.W_OK);
    return { accelerator, usable: true };
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { accelerator, usable: absent ? 'absent' : 'no-permission' };
  }
}

/** The remembered verdict for this kernel and this QEMU; null where it was not tried yet, or failed a while ago. */
async function rememberedAccelerator({
  cache,
  qemu,
  now,
}: Asked): Promise<AcceleratorVerdict | null> {
  const found = (await readMemory(cache))[key(qemu)];
  if (found === undefined) return null;
  const { triedAt = 0, ...verdict } = found;
  const { reason } = verdict.refused ?? {};
  const doubtful = reason === 'fails' || reason === 'hangs';
  return doubtful && (now ?? Date.now()) - triedAt > DOUBT_MS ? null : verdict;
}

/** `triedAt`: milliseconds since the epoch. */
type Memory = Record<string, AcceleratorVerdict & { readonly triedAt?: number }>;

async function readMemory(cache: string): Promise<Memory> {
  try {
    return JSON.parse(await readFile(memory(cache), 'utf8')) as Memory;
  } catch {
    return {};
  }
}

/**
 * Tries the accelerator on a small guest: it must start the kernel and power off by itself within the
 * limit. `/dev/kvm` being there proves nothing: on some hosts it opens and stock kernels hang under it.
 */
export async function probeAccelerator(
  options: Asked & { readonly kernel: string; readonly signal?: AbortSignal | undefined },
): Promise<AcceleratorVerdict> {
  const known = await knownAccelerator(options);
  if (known.verdict) return known.verdict;
  const { candidate: quickest } = known;
  let verdict: AcceleratorVerdict;
  const { execa } = await import('execa');
  const tried = await execa(
    ARCHITECTURES[options.architecture].qemu,
    probeArguments(options.architecture, quickest, options.kernel),
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
    verdict = { accelerator: quickest, refused: null };
  } else {
    const reason = tried.timedOut ? 'hangs' : 'fails';
    verdict = { accelerator: 'tcg', refused: { accelerator: quickest, reason } };
  }
  await rememberAccelerator(options.cache, options.qemu, verdict);
  return verdict;
}

export interface Asked {
  readonly cache: string;
  /** Version of QEMU. */
  readonly qemu: string;
  readonly architecture: Architecture;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the epoch; default: the clock. */
  readonly now?: number;
}

/** What can be said without a guest: the verdict, or what is to be tried before there is one. */
export async function knownAccelerator(
  asked: Asked,
): Promise<{ verdict: AcceleratorVerdict } | { verdict: null; candidate: Accelerator }> {
  const offered = await candidate(asked.platform, asked.architecture);
  const { accelerator } = offered;
  if (accelerator === 'tcg') return { verdict: { accelerator, refused: null } };
  if (offered.usable !== true) {
    // Not remembered: a permission or a module may come later.
    return {
      verdict: { accelerator: 'tcg', refused: { accelerator, reason: offered.usable } },
    };
  }
  const verdict = await rememberedAccelerator(asked);
  return verdict ? { verdict } : { verdict, candidate: accelerator };
}

/** For this kernel and this QEMU, until either changes; that it fails or hangs, for a day. */
export async function rememberAccelerator(
  cache: string,
  qemu: string,
  verdict: AcceleratorVerdict,
  triedAt = Date.now(),
): Promise<void> {
  await mkdir(cache, { recursive: true });
  const all: Memory = { ...(await readMemory(cache)), [key(qemu)]: { ...verdict, triedAt } };
  await writeWhole(memory(cache), `${JSON.stringify(all, null, 2)}\n`);
}

const memory = (cache: string): string => join(cache, 'accelerator.json');
const key = (qemu: string): string => `${release()} / QEMU ${qemu}`;
