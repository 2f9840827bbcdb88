// Brings a cloud image here, and sees that it is the one that was meant.
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabsError } from '../../../../errors.ts';
import { checksumOf, download, isUrl } from '../../../../host/download.ts';
import { fetchVia } from '../../../../host/fetch.ts';
import type { WorkOptions } from '../../../types.ts';
import type { Architecture } from '../../arguments.ts';
import { latest, pinned, sumOf, type Pin } from './pins.ts';

export interface Obtained {
  readonly file: string;
  /** To be removed once it has served; false: somebody's own. */
  readonly ours: boolean;
}

/**
 * `source`: a file that was checked by whoever names it, or a URL with SHA512SUMS beside it; null: Debian's own. Throws
 * LabsError `download-failed`, `no-published-checksum`, `wrong-checksum` (the copy is then gone).
 */
export async function obtain(
  source: string | null,
  architecture: Architecture,
  folder: string,
  options: WorkOptions,
): Promise<Obtained> {
  if (source !== null && !isUrl(source)) return { file: source, ours: false };
  const pins =
    source === null
      ? [pinned(architecture), latest(architecture)]
      : [{ url: source, sha512: null }];
  return firstOf(pins, folder, options);
}

/** The first that is still to be had. */
export async function firstOf(
  [pin, ...others]: readonly Pin[],
  folder: string,
  options: WorkOptions,
): Promise<Obtained> {
  if (pin === undefined) throw new Error('nothing to obtain');
  options.progress?.phase('image.cloud', pin.url);
  try {
    return await get(pin, folder, options);
  } catch (error) {
    if (others.length === 0 || !isGone(error)) throw error;
    return await firstOf(others, folder, options);
  }
}

async function get(
  { url, sha512 }: Pin,
  folder: string,
  { signal, progress }: WorkOptions,
): Promise<Obtained> {
  // Before hundreds of megabytes are fetched that nobody could check.
  const expected = sha512 ?? (await published(url, signal));
  const fraction = (part: number): void => progress?.fraction?.(part);
  const file = await download(url, folder, { signal, fraction });
  progress?.phase('image.verify');
  const found = await checksumOf(file, 'sha512');
  if (found === expected) return { file, ours: true };
  await rm(file, { force: true });
  throw new LabsError('machine', 'wrong-checksum', `${url} is not what it should be`, {
    params: { source: url, expected, found, algorithm: 'SHA-512' },
  });
}

async function published(url: string, signal: AbortSignal | undefined): Promise<string> {
  const beside = new URL('SHA512SUMS', url).href;
  const text = await fetchVia(beside, { signal }).then(
    (answer) => (answer.ok ? answer.text() : ''),
    () => '',
  );
  signal?.throwIfAborted();
  const sum = sumOf(basename(new URL(url).pathname), text);
  if (sum !== null) return sum;
  throw new LabsError('machine', 'no-published-checksum', `${beside} does not name it`, {
    params: { url, sums: beside },
  });
}

function isGone(error: unknown): boolean {
  return error instanceof LabsError && [404, 410].includes(Number(error.params['status']));
}
