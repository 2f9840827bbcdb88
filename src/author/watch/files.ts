// The files of a course while an author edits them: what changed, a moment after the last of several writes.
import { basename, relative } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { LabsError } from '../../errors.ts';

/** An editor that saves writes, renames and removes within this time, milliseconds. */
const QUIET_MS = 120;

export interface Changes {
  /** Relative to the folder, sorted; empty before the first change. */
  readonly paths: readonly string[];
  /** Aborted at the next change. */
  readonly next: AbortSignal;
}

export class ChangedFiles {
  readonly #folder: string;
  readonly #watcher: FSWatcher;
  #paths = new Set<string>();
  #next = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #failure: Error | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    this.#watcher = watch(folder, {
      ignoreInitial: true,
      // The folder, a folder for each lab, their files.
      depth: 1,
      ignored: (path, stats) => path !== folder && isForeign(path, stats?.isFile() === true),
    });
    this.#watcher.on('all', (_, path) => this.#changed(path));
  }

  /** Resolves when changes from now on are noticed. Throws LabsError `cannot-watch`. */
  static async open(folder: string): Promise<ChangedFiles> {
    const files = new ChangedFiles(folder);
    await new Promise<void>((ready, fail) => {
      files.#watcher.on('ready', ready);
      files.#watcher.on('error', (cause) => {
        files.#failure = cannotWatch(folder, cause);
        files.#next.abort();
        fail(files.#failure);
      });
    });
    return files;
  }

  /** What changed since the last call. */
  take(): Changes {
    const paths = [...this.#paths].sort();
    this.#paths = new Set();
    this.#next = new AbortController();
    return { paths, next: this.#next.signal };
  }

  /** Resolves when there is something to take, or `signal` is aborted. Throws LabsError `cannot-watch`. */
  async wait(signal: AbortSignal): Promise<void> {
    const either = AbortSignal.any([signal, this.#next.signal]);
    if (!either.aborted) {
      await new Promise((done) => either.addEventListener('abort', done, { once: true }));
    }
    if (this.#failure !== null) throw this.#failure;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
  }

  #changed(path: string): void {
    this.#paths.add(relative(this.#folder, path));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#next.abort(), QUIET_MS);
  }
}

/** What an editor leaves beside the files, and what no course reads. */
function isForeign(path: string, isFile: boolean): boolean {
  const name = basename(path);
  if (name.startsWith('.') || name === 'node_modules') return true;
  return isFile && !/\.(md|ya?ml)$/.test(name);
}

function cannotWatch(folder: string, cause: unknown): LabsError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new LabsError('machine', 'cannot-watch', `${folder} cannot be watched: ${message}`, {
    cause,
    // inotify(7): ENOSPC is its own limit, and not the disk.
    params: { folder, reason: code === 'ENOSPC' ? 'fs.inotify.max_user_watches' : message },
  });
}
