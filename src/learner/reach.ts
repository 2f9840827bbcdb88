// Gets a connection to the machine, or the reason why there is none.
import { LabsError } from '../errors.ts';
import type { Machine } from '../machines/types.ts';
import type { Link } from '../ssh/connect.ts';
import type { SshRole } from '../ssh/types.ts';
import { diagnose, type Cause } from './diagnose.ts';
import type { Session } from './session.ts';

/** A machine that is well answers within a second or two; past this its console is asked as well. */
const PATIENCE_MS = 2_500;
const LIMIT_MS = 60_000;

export interface ReachOptions {
  /** Called once packets are on their way. */
  readonly begun?: (() => void) | undefined;
  /** How often a silent machine is asked whether it is there. Default 5 s; after three times it counts as lost. */
  readonly keepaliveMs?: number;
}

/**
 * Connects. While SSH is slow to answer, the console is asked in the meantime, so that a definite cause is
 * told after seconds and a machine that is merely slow is waited for.
 * Throws LabsError `machine-unreachable` (params cause, why; cause: what SSH said) and `cancelled`.
 */
export async function reach(
  session: Session,
  machine: Machine,
  user: SshRole,
  { begun, keepaliveMs }: ReachOptions = {},
): Promise<Link> {
  const { signal } = session.io;
  const given = new AbortController();
  const stop = AbortSignal.any([signal, given.signal]);
  let found: Cause | undefined;
  const timer = setTimeout(() => {
    void diagnose(machine).then((cause) => {
      if (cause === 'unknown' || cause === 'silent') return;
      found = cause;
      given.abort();
    });
  }, PATIENCE_MS);
  try {
    const [target, { connectLink }] = await Promise.all([
      machine.sshTarget(),
      import('../ssh/connect.ts'),
    ]);
    const link = connectLink(target, {
      ...{ user, signal: stop, timeoutMs: LIMIT_MS },
      ...(keepaliveMs === undefined ? {} : { keepaliveMs }),
    });
    begun?.();
    return await link;
  } catch (error) {
    // Given up because the cause is known: to SSH that looks like a cancellation.
    if (found !== undefined && !signal.aborted) throw unreachable(session, found, error);
    throw await explain(session, machine, error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * An error of SSH as the learner should meet it: `machine-unreachable` or `machine-not-running` with the
 * cause, where the machine or its console tells one. Other errors, and cancellations, are left as they are.
 */
export async function explain(
  session: Session,
  machine: Machine,
  error: unknown,
): Promise<unknown> {
  if (session.io.signal.aborted || !(error instanceof LabsError)) return error;
  if (error.kind !== 'machine' || error.code === 'host-key-changed') return error;
  const absent = error.code === 'machine-absent';
  const cause = absent ? 'absent' : await diagnose(machine);
  // A connection that stood and was lost, to a machine that is well: its own words say it better.
  if (cause === 'unknown' && error.code === 'connection-lost') return error;
  // Nobody else can be asked about it: what SSH has met says where and why.
  if (cause === 'unknown' && machine.borrowed !== null) return error;
  return unreachable(session, cause, error);
}

function unreachable(session: Session, cause: Cause, error: unknown): LabsError {
  const why = session.messages.learner.causes[cause];
  const off = cause === 'absent' || cause === 'stopped';
  const command = session.command(off ? 'bridge-labs start' : 'labs reset');
  return new LabsError('machine', off ? 'machine-not-running' : 'machine-unreachable', why, {
    cause: error,
    params: { cause, why, start: command, heal: command },
    hint: command,
  });
}
