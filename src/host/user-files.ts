// Files whose names a user has typed: what is wrong with one is told as that, before any long work begins.
import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabsError } from '../errors.ts';

/** Throws LabsError `cannot-write` (params file, reason) where a file of that name could not be made. */
export async function mustBeWritable(file: string): Promise<void> {
  await writing(file, async () => {
    const there = await stat(file).catch(() => null);
    if (there?.isDirectory()) throw new Error('EISDIR: it is a folder');
    // A file is put in the place of another whole: the folder decides.
    const folder = dirname(file);
    if (!(await stat(folder)).isDirectory()) throw new Error(`ENOTDIR: not a folder, ${folder}`);
    await access(folder, constants.W_OK);
  });
}

/** Writes it by `write`. Throws LabsError `cannot-write` with what that threw as its cause. */
export async function writing<T>(file: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (cause instanceof LabsError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LabsError('usage', 'cannot-write', `${file} cannot be written: ${reason}`, {
      cause,
      params: { file, reason },
    });
  }
}

/** Throws LabsError `no-file` (params file) where there is no file of that name. */
export async function mustBeFile(file: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there?.isFile()) return;
  throw new LabsError('usage', 'no-file', `there is no file ${file}`, { params: { file } });
}
