// The progress file on disk: read, and written whole or not at all. A file that cannot be read is kept aside.
import type { Progress } from '../progress/types.ts';

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

export interface ProgressFileOptions {
  /** Milliseconds since the epoch. Default Date.now. */
  readonly now?: () => number;
  readonly signal?: AbortSignal;
}

/** Reads the file. Throws LabsError `progress-unreadable` when the file is there and cannot be read (permissions). */
export declare function loadProgress(
  file: string,
  options?: ProgressFileOptions,
): Promise<LoadedProgress>;

/**
 * Reads, changes and writes the file under its lock, so that two commands at once lose nothing.
 * `change` gets null when there is no progress; returning null writes nothing.
 * Throws LabsError `progress-unwritable` (disk full, permissions) and `locked`.
 */
export declare function updateProgress(
  file: string,
  change: (progress: Progress | null) => Progress | null,
  options?: ProgressFileOptions,
): Promise<LoadedProgress>;
