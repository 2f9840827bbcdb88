// `labs shell` and `labs run`: into the machine, with the learner's own terminal and streams.
import { LabsError } from '../../errors.ts';
import type { Machine } from '../../machines/types.ts';
import type { SshTarget } from '../../ssh/types.ts';
import { finishMove } from '../bring.ts';
import { watchMoves } from '../moves.ts';
import { explain } from '../reach.ts';
import type { Session } from '../session.ts';

/**
 * A terminal in the machine; the exit code is that of its shell. When the machine is taken to another state
 * meanwhile (undo, reset, goto in another terminal), the connection is lost with it: a new shell is opened.
 */
export async function shell(session: Session): Promise<number> {
  const { shell: open } = await import('../../ssh/shell.ts');
  const { stdin, stdout, env, signal, now } = session.io;
  for (;;) {
    const since = now();
    const moved = new AbortController();
    const stop = watchMoves(session.markFile(), () => moved.abort());
    try {
      return await inMachine(session, (target) =>
        open(target, {
          stdin: stdin,
          stdout: stdout,
          signal: AbortSignal.any([signal, moved.signal]),
          ...(env.TERM === undefined ? {} : { term: env.TERM }),
        }),
      );
    } catch (error) {
      // A shell that is lost as soon as it is open would only be lost again.
      const again = moved.signal.aborted || (isLost(error) && now() - since >= SHORTEST_MS);
      if (signal.aborted || !again) throw error;
      session.reporter.notice(session.messages.learner.shellAgain);
    } finally {
      stop();
    }
  }
}

const SHORTEST_MS = 3_000;

function isLost(error: unknown): boolean {
  return error instanceof LabsError && error.code === 'connection-lost';
}

/** One command in the machine, as the learner; the exit code is the command's. */
export async function runCommand(session: Session, words: readonly string[]): Promise<number> {
  return inMachine(session, async (target) => {
    const { runInteractive } = await import('../../ssh/shell.ts');
    const { stdin, stdout, stderr, env, signal } = session.io;
    return runInteractive(target, words, {
      stdin: stdin,
      stdout: stdout,
      stderr,
      signal,
      ...(env.TERM === undefined ? {} : { term: env.TERM }),
    });
  });
}

/** Where SSH cannot connect, the reason is found out and told. */
async function inMachine(
  session: Session,
  use: (target: SshTarget) => Promise<number>,
): Promise<number> {
  await finishMove(session);
  const machine: Machine = await session.machine();
  try {
    return await use(await machine.sshTarget());
  } catch (error) {
    throw await explain(session, machine, error);
  }
}
