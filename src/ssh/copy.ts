// Single files to and from a machine. Through `cat`, so that the machine needs no SFTP server.
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { scriptFailed } from './errors.ts';
import type { Connection, RunOptions } from './types.ts';
import { quote } from './words.ts';

export type CopyOptions = Pick<RunOptions, 'signal' | 'timeoutMs'>;

/**
 * Copies one local file to an absolute path of the machine; the folder must be there. What stood there is
 * replaced when the copy is whole. Throws LabsError `script-failed` (no such folder, no right, disk full) and
 * what `run` throws; and the error of the local file.
 */
export async function copyTo(
  connection: Connection,
  localPath: string,
  remotePath: string,
  options: CopyOptions & { readonly mode?: number } = {},
): Promise<void> {
  const part = quote(`${remotePath}.part`);
  const mode = (options.mode ?? 0o644).toString(8);
  const command = `cat > ${part} && chmod ${mode} ${part} && mv -f ${part} ${quote(remotePath)}`;
  const stdin = createReadStream(localPath);
  const { status, stderr } = await connection.run(command, { ...options, stdin });
  if (status !== 0) throw scriptFailed(status, stderr);
}

/** Copies one file of the machine to a local path; that is replaced when the copy is whole. Throws as `copyTo`. */
export async function copyFrom(
  connection: Connection,
  remotePath: string,
  localPath: string,
  options: CopyOptions = {},
): Promise<void> {
  const part = `${localPath}.part`;
  const stdout = createWriteStream(part);
  try {
    const written = finished(stdout);
    const run = connection.run(`cat -- ${quote(remotePath)}`, { ...options, stdout });
    // A local disk that is full must end the copy too.
    const { status, stderr } = await Promise.race([run, written.then(() => run)]);
    if (status !== 0) throw scriptFailed(status, stderr);
    stdout.end();
    await written;
    await rename(part, localPath);
  } catch (error) {
    stdout.destroy();
    await rm(part, { force: true });
    throw error;
  }
}
