// Takes an image in that was exported elsewhere: from a file or a URL, checked by SHA-256, resumed where it was cut off.
import { execa } from 'execa';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LabsError } from '../../../errors.ts';
import { checksumOf, download, isUrl } from '../../../host/download.ts';
import { fetchVia } from '../../../host/fetch.ts';
import { withLock } from '../../../host/lock.ts';
import type { WorkOptions } from '../../types.ts';
import { needRoom } from '../room.ts';
import { readRecipe } from './recipe.ts';
import { findImage, type StoreOptions } from './store.ts';

/** An image, the copy of it that is on its way, and what a machine makes of it. */
const NEEDED = 2e9;
const PARTS = ['image.json', 'disk.qcow2', 'vmlinuz', 'initrd'];

export interface ImportOptions extends WorkOptions {
  /** 64 hexadecimal digits; not given: what stands in SOURCE.sha256. */
  readonly sha256?: string | undefined;
}

/**
 * Resolves with the image's key. Throws LabsError `no-checksum`, `wrong-checksum` (the copy is then gone),
 * `download-failed` (what has come stays, and is gone on from), `not-an-image`, `image-other-version`.
 */
export async function importImage(
  store: StoreOptions,
  source: string,
  options: ImportOptions,
): Promise<string> {
  const root = join(store.cache, 'images');
  await mkdir(root, { recursive: true });
  await needRoom(root, NEEDED);
  return withLock(
    join(root, 'build'),
    {
      wait: 15 * 60_000,
      onWait: () => options.progress?.phase('image.wait'),
      ...(options.signal && { signal: options.signal }),
    },
    async () => {
      const expected = options.sha256?.toLowerCase() ?? (await checksumBeside(source, options));
      const remote = isUrl(source);
      if (remote) options.progress?.phase('image.download');
      const file = remote
        ? await download(source, join(store.cache, 'downloads'), {
            signal: options.signal,
            fraction: (part) => options.progress?.fraction?.(part),
          })
        : source;
      options.progress?.phase('image.verify');
      const found = await checksumOf(file, 'sha256');
      if (found !== expected) {
        if (remote) await rm(file, { force: true });
        throw new LabsError('machine', 'wrong-checksum', `${source} is not what it should be`, {
          params: { source, expected, found },
        });
      }
      const key = await unpack(store, file, root, options);
      if (remote) await rm(file, { force: true });
      return key;
    },
  );
}

async function unpack(
  store: StoreOptions,
  file: string,
  root: string,
  { progress, signal }: WorkOptions,
): Promise<string> {
  progress?.phase('image.unpack');
  const work = join(root, `.work-${process.pid}`);
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { mode: 0o700 });
  try {
    // Only these names: what else a file may hold does not come out of it.
    const words = ['-xf', file, '-C', work, '--no-same-owner', ...PARTS];
    const { failed, stderr } = await execa('tar', words, {
      reject: false,
      ...(signal ? { cancelSignal: signal } : {}),
    });
    signal?.throwIfAborted();
    if (failed) throw notAnImage(file, stderr);
    const key = await keyOf(work, file);
    const recipe = await readRecipe(store.source, store.architecture);
    if (key !== recipe.key) {
      throw new LabsError('machine', 'image-other-version', `${file} is of another version`, {
        params: { key, wanted: recipe.key },
      });
    }
    const there = join(root, key);
    // Two builds of one key differ, and machines may stand on the one that is there.
    if ((await findImage(store, recipe)) !== null) return key;
    await rm(there, { recursive: true, force: true });
    await rename(work, there);
    return key;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function keyOf(work: string, file: string): Promise<string> {
  try {
    const { key } = JSON.parse(await readFile(join(work, 'image.json'), 'utf8')) as {
      key?: unknown;
    };
    if (typeof key === 'string' && /^[0-9a-f]{16}$/.test(key)) return key;
  } catch {
    // As if there were none.
  }
  throw notAnImage(file, 'image.json');
}

function notAnImage(file: string, why: string): LabsError {
  return new LabsError('usage', 'not-an-image', `${file} is no image: ${why}`, {
    params: { file },
  });
}

async function checksumBeside(source: string, { signal }: WorkOptions): Promise<string> {
  const text = isUrl(source)
    ? await fetchVia(`${source}.sha256`, { signal }).then(
        (answer) => (answer.ok ? answer.text() : ''),
        () => '',
      )
    : await readFile(`${source}.sha256`, 'utf8').catch(() => '');
  const [, sum] = /^([0-9a-f]{64})\b/i.exec(text) ?? [];
  if (sum !== undefined) return sum.toLowerCase();
  throw new LabsError('usage', 'no-checksum', `there is no ${source}.sha256`, {
    params: { source },
  });
}
