// One command at a time changes a machine, across processes.
import { withLock } from '../host/lock.ts';
import type { WorkOptions } from './types.ts';

/** An image may be built, or a snapshot taken, meanwhile. */
const WAIT_MS = 5 * 60_000;

/** Runs `fn` while it holds the lock of the machine's folder; the wait for it is a phase. Throws as `withLock`. */
export function withMachineLock<T>(
  folder: string,
  options: WorkOptions,
  fn: () => Promise<T>,
): Promise<T> {
  return withLock(
    folder,
    {
      wait: WAIT_MS,
      onWait: () => options.progress?.phase('machine.wait'),
      ...(options.signal && { signal: options.signal }),
    },
    fn,
  );
}
