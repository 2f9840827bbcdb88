// Writes a small file whole or not at all, as write-file-atomic does, which takes 5 to 20 ms to load: too much for a hint.
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Drafts older than this were left by a killed process, milliseconds. */
const LEFT_BEHIND = 60_000;

/**
 * Replaces the file: a draft beside it is written, flushed to the disk (fsync(2)), and renamed over it
 * (rename(2) is atomic). Killed at any moment, the old or the new content stands there, whole. Drafts that
 * a killed process left are removed. Throws the file system's error, and then has left no draft.
 * @param mode  For nobody but the user, unless it is a file to be shared; less what umask(2) takes away.
 */
export async function writeWhole(file: string, content: string, mode = 0o600): Promise<void> {
  const draft = `${file}.draft-${process.pid}`;
  try {
    const handle = await open(draft, 'w', mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await removeLeftDrafts(file);
}

async function removeLeftDrafts(file: string): Promise<void> {
  const folder = dirname(file);
  const prefix = `${basename(file)}.draft-`;
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const draft = join(folder, name);
    const info = await stat(draft).catch(() => null);
    if (info !== null && Date.now() - info.mtimeMs > LEFT_BEHIND) await rm(draft, { force: true });
  }
}
