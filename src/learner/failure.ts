// The end of a command that threw: what the user is told, and the exit code.
import { LabsError } from '../errors.ts';
import { reportError } from '../ui/error.ts';
import type { Session } from './session.ts';

/** Exit codes of every command; errors have theirs in src/ui/error.ts. */
export const EXIT = { done: 0, notYet: 1, machine: 3 } as const;

/** Tells what was thrown, and returns the exit code. Whatever fails after Ctrl-C has failed because of it; who knows better says so. */
export function fail(session: Session, thrown: unknown): number {
  const said =
    thrown instanceof LabsError && thrown.kind === 'cancelled' && thrown.code !== 'cancelled';
  const error =
    session.io.signal.aborted && !said
      ? new LabsError('cancelled', 'interrupted', 'Interrupted.', { cause: thrown })
      : thrown;
  return reportError(session.reporter, error);
}
