// One holder at a time across processes, for a file or a folder. A dead holder's lock is taken over at once.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { lock as properLock } from 'proper-lockfile';
import { LabsError } from '../errors.ts';
import { isAlive, ownIdentity, type ProcessIdentity } from './process.ts';

export interface LockOptions {
  /** How long to wait for the holder, milliseconds. Default 10 000; 0 = do not wait. */
  readonly wait?: number;
  /** Called once, when the lock is found taken; `holder` says by whom, for a message. */
  readonly onWait?: (holder: LockHolder) => void;
  readonly signal?: AbortSignal;
}

export interface LockHolder {
  /** Process id; null when it could not be found out. */
  readonly pid: number | null;
  /** What it runs: `bridge-labs start`. Empty when unknown. */
  readonly command: string;
}

interface Owner extends ProcessIdentity {
  /** Which lock the note speaks of: one left by a process that ended must not be read as that of a later lock. */
  readonly lock: string;
  readonly command: string;
}

type Lock = typeof properLock;

/** How often a holder renews its lock, milliseconds. */
const UPDATE = 1000;
/** A lock whose holder cannot be asked after (it is on another host) is dead when not renewed for this long, milliseconds. */
const SILENT = 6000;
/** A lock without a note of its holder: it is about to write one, or was killed before it could. Milliseconds. */
const NOTELESS = 2500;
/** Age at which the lock of a take-over itself is dead, milliseconds; it is held for a few file operations. */
const TAKEOVER_STALE = 3000;
/**
 * proper-lockfile takes over by age alone, and two waiters may then both win. So it never does that here:
 * its limit is put out of reach, and `takeOver` does it, by the holder's death, one waiter at a time.
 */
const NEVER = 2 ** 40;
const DEFAULT_WAIT = 10_000;
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 100;

/**
 * Runs `fn` while holding the lock `PATH.lock`; the folder of `path` is made, `path` itself need not exist.
 * A holder that was killed is noticed, and its lock taken over at once; one that is merely slow or stopped
 * keeps it. `fn` gets a signal that is aborted should the lock get lost on the way (somebody removed it).
 * Throws LabsError `locked` (params pid, command, path) when the wait is over, and the signal's reason when aborted.
 */
export async function withLock<T>(
  path: string,
  options: LockOptions,
  fn: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const file = resolve(path);
  await mkdir(dirname(file), { recursive: true });
  const { lock } = await import('./lockfile.ts');
  const lost = new AbortController();
  const release = await acquire(lock, file, options, lost);
  try {
    return await fn(lost.signal);
  } finally {
    if (!lost.signal.aborted) {
      await rm(ownerFile(file), { force: true });
      await release();
    }
  }
}

async function acquire(
  lock: Lock,
  file: string,
  options: LockOptions,
  lost: AbortController,
): Promise<() => Promise<void>> {
  const deadline = performance.now() + (options.wait ?? DEFAULT_WAIT);
  let told = false;
  let pause = FIRST_PAUSE;
  for (;;) {
    options.signal?.throwIfAborted();
    const release = await tryLock(lock, file, lost);
    if (release !== null) return release;
    const owner = readOwner(file);
    if (isDead(file, owner)) {
      if (await takeOver(lock, file)) continue;
    } else if (!told) {
      told = true;
      options.onWait?.(holderOf(owner));
    }
    const left = deadline - performance.now();
    if (left <= 0) throw lockedError(file, owner);
    await sleep(Math.min(pause, left), options.signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** Null when somebody has it. */
async function tryLock(
  lock: Lock,
  file: string,
  lost: AbortController,
): Promise<(() => Promise<void>) | null> {
  let release: () => Promise<void>;
  try {
    release = await lock(file, {
      realpath: false,
      stale: NEVER,
      update: UPDATE,
      onCompromised: (error) => {
        lost.abort(error);
      },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return null;
    throw error;
  }
  try {
    writeOwner(file);
    return release;
  } catch (error) {
    await release();
    throw error;
  }
}

/** Whether the lock stands there and its holder does not live any more. */
function isDead(file: string, owner: Owner | null): boolean {
  const found = lookAt(file);
  if (found === null) return false;
  const age = Date.now() - found.renewed;
  if (owner?.lock !== found.id) return age > NOTELESS;
  const alive = isAlive(owner);
  return alive === 'unknown' ? age > SILENT : !alive;
}

/** Identity and last renewal (milliseconds since the epoch) of the lock that stands there; null when none does. */
function lookAt(file: string): { id: string; renewed: number } | null {
  try {
    const { ino, birthtimeNs, mtimeMs } = statSync(lockFolder(file), { bigint: true });
    return { id: `${ino}-${birthtimeNs}`, renewed: Number(mtimeMs) };
  } catch {
    return null;
  }
}

/**
 * Removes a dead holder's lock, under a lock of its own, so that no waiter removes the lock of the one that
 * came after: within it the holder is judged anew, and its note goes before its lock does. False when
 * another waiter is at it.
 */
async function takeOver(lock: Lock, file: string): Promise<boolean> {
  let release: () => Promise<void>;
  try {
    release = await lock(`${file}.takeover`, {
      realpath: false,
      stale: TAKEOVER_STALE,
      onCompromised: () => {
        // Held for a few file operations only; whoever took it judges the holder anew, as we did.
      },
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOCKED') return false;
    throw error;
  }
  try {
    if (isDead(file, readOwner(file))) {
      await rm(ownerFile(file), { force: true });
      await rmdir(lockFolder(file)).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      });
    }
    return true;
  } finally {
    await release();
  }
}

function lockFolder(file: string): string {
  return `${file}.lock`;
}

function ownerFile(file: string): string {
  return `${file}.lock-owner`;
}

/** At once, as a process killed before this leaves a lock that others must wait out. */
function writeOwner(file: string): void {
  const lock = lookAt(file)?.id ?? '';
  const owner: Owner = { ...ownIdentity(), lock, command: ownCommand() };
  const draft = `${ownerFile(file)}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(owner));
    renameSync(draft, ownerFile(file));
  } catch (error) {
    // On a full disk the draft is there, and empty.
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Null when there is no note, or none that can be read. */
function readOwner(file: string): Owner | null {
  try {
    const value = JSON.parse(readFileSync(ownerFile(file), 'utf8')) as Partial<Owner> | null;
    if (typeof value?.pid !== 'number' || typeof value.world !== 'string') return null;
    const { pid, world, lock, started, command } = value;
    return {
      pid,
      world,
      lock: typeof lock === 'string' ? lock : '',
      started: typeof started === 'string' ? started : '',
      command: typeof command === 'string' ? command : '',
    };
  } catch {
    return null;
  }
}

function holderOf(owner: Owner | null): LockHolder {
  return { pid: owner?.pid ?? null, command: owner?.command ?? '' };
}

/** "labs check": the program's name and its first word; never the rest, which may be an answer. */
function ownCommand(): string {
  const [, script = '', word = ''] = process.argv;
  const name = basename(script).replace(/\.[cm]?[jt]s$/, '');
  return /^[a-z][a-z-]*$/.test(word) ? `${name} ${word}` : name;
}

function lockedError(file: string, owner: Owner | null): LabsError {
  const { pid, command } = holderOf(owner);
  const who = command === '' ? 'bridge-labs' : command;
  return new LabsError(
    'machine',
    'locked',
    `another command holds ${file}: ${who} (${pid ?? '?'})`,
    {
      hint: 'wait until it has finished, then run this command again',
      params: { pid: pid ?? '?', command: who, path: file },
    },
  );
}

function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const stop = (): void => {
      clearTimeout(timer);
      fail(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      done();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
