// One mover at a time: across machine and progress, which have locks of their own, and across processes.
import { LabsError } from '../errors.ts';
import { withLock } from '../host/lock.ts';
import type { Session } from './session.ts';

/** Runs it once nobody else moves; while it waits, says for whom. Throws as `withLock`. */
export function withMoveLock<T>(session: Session, run: () => Promise<T>): Promise<T> {
  const { messages, reporter, io } = session;
  return withLock(
    lockOf(session),
    {
      wait: 600_000,
      signal: io.signal,
      onWait: ({ pid, command }) => {
        reporter.notice(messages.common.waitingForLock(command, String(pid ?? '?')));
      },
    },
    run,
  );
}

/** Runs it unless somebody moves just now: then it does nothing. */
export async function unlessMoving(session: Session, run: () => Promise<void>): Promise<void> {
  try {
    await withLock(lockOf(session), { wait: 0, signal: session.io.signal }, run);
  } catch (error) {
    if (!(error instanceof LabsError) || error.code !== 'locked') throw error;
  }
}

const lockOf = ({ paths }: Session): string => `${paths.state}/move`;
