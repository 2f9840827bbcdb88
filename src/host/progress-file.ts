// The progress file on disk: read, and written whole or not at all. A file that cannot be used is kept aside.
import { access, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LabsError } from '../errors.ts';
import { parseProgress, printProgress } from '../progress/text.ts';
import type { Parsed, Progress } from '../progress/types.ts';
import { writeWhole } from './atomic-write.ts';
import { type LockOptions, withLock } from './lock.ts';

/** A progress file that could not be used was renamed to `kept`. To be shown to the learner. */
export interface KeptNotice {
  /** `broken`: cut short or not ours; `newer`: written by a newer version of bridge-labs. */
  readonly why: 'broken' | 'newer';
  readonly file: string;
  readonly kept: string;
  readonly detail: string;
}

export interface LoadedProgress {
  /** null: nothing there (or it was kept aside). */
  readonly progress: Progress | null;
  readonly notice: KeptNotice | null;
}

export interface ProgressFileOptions extends Pick<LockOptions, 'wait' | 'onWait' | 'signal'> {
  /** Milliseconds since the epoch. Default Date.now. */
  readonly now?: () => number;
}

/**
 * Reads the file; without a lock, as it is whole at any moment. One that cannot be used is renamed aside.
 * Throws LabsError `progress-unreadable` when it is there and cannot be read (permissions).
 */
export async function loadProgress(
  file: string,
  options: ProgressFileOptions = {},
): Promise<LoadedProgress> {
  const parsed = await read(file);
  if (parsed === null) return { progress: null, notice: null };
  if (parsed.kind === 'ok') return { progress: parsed.progress, notice: null };
  return locked(file, options, () => readOrKeep(file, options));
}

/**
 * Reads, changes and writes the file under its lock, so that two commands at once lose nothing.
 * `change` gets null when there is no progress; returning null, or what it got, writes
 * nothing.
 * Throws LabsError `progress-unwritable` (disk full, permissions) and `locked`; the file is then as before.
 */
export async function updateProgress(
  file: string,
  change: (progress: Progress | null) => Progress | null,
  options: ProgressFileOptions = {},
): Promise<LoadedProgress> {
  return locked(file, options, async () => {
    const { progress, notice } = await readOrKeep(file, options);
    const changed = change(progress);
    if (changed !== null && changed !== progress) await writeWhole(file, printProgress(changed));
    return { progress: changed ?? progress, notice };
  });
}

/** Under the lock: reads, and renames a file that cannot be used. */
async function readOrKeep(file: string, options: ProgressFileOptions): Promise<LoadedProgress> {
  const parsed = await read(file);
  if (parsed === null) return { progress: null, notice: null };
  if (parsed.kind === 'ok') return { progress: parsed.progress, notice: null };
  const kept = await freeName(file, (options.now ?? Date.now)());
  await rename(file, kept);
  const detail = parsed.kind === 'newer' ? `version ${parsed.version}` : parsed.why;
  return { progress: null, notice: { why: parsed.kind, file, kept, detail } };
}

async function read(file: string): Promise<Parsed | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new LabsError('machine', 'progress-unreadable', `cannot read ${file}: ${message}`, {
      cause: error,
      params: { file, reason: code ?? message },
    });
  }
  return parseProgress(text);
}

/** `docker-bridge.json.kept-20250131T120000Z`, with a number where that is taken: nothing is ever overwritten. */
async function freeName(file: string, now: number): Promise<string> {
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  for (let number = 1; ; number += 1) {
    const name = `${file}.kept-${time}${number === 1 ? '' : `-${number}`}`;
    try {
      await access(name);
    } catch {
      return name;
    }
  }
}

async function locked<T>(
  file: string,
  options: ProgressFileOptions,
  fn: () => Promise<T>,
): Promise<T> {
  const { wait, onWait, signal } = options;
  const lockOptions: LockOptions = {
    ...(wait === undefined ? {} : { wait }),
    ...(onWait === undefined ? {} : { onWait }),
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    await mkdir(dirname(file), { recursive: true });
    return await withLock(file, lockOptions, fn);
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    // An error of the file system names the call that failed; anything else is not ours to explain.
    if (error instanceof LabsError || code === undefined || syscall === undefined) throw error;
    throw new LabsError('machine', 'progress-unwritable', `cannot write ${file}: ${message}`, {
      cause: error,
      params: { file, reason: code },
    });
  }
}
