// `labs shell`: a terminal in the machine, in which `labs` works too.
import { isTerminal } from '../../ui/is-terminal.ts';
import { LabsError } from '../../errors.ts';
import { SharedTerminal } from '../../host/shared-terminal.ts';
import { recorded, type Recorded } from '../../host/recording.ts';
import type { Link } from '../../ssh/connect.ts';
import { readChoices } from '../choices.ts';
import { finishMove } from '../bring.ts';
import { openVerbs, verbGuest } from '../inside/channel.ts';
import { Desk, placeOf, watchPlace, type InsideCommands } from '../inside/desk.ts';
import { watchMoves } from '../moves.ts';
import type { TerminalOutput } from '../../ssh/types.ts';
import { explain, reach } from '../reach.ts';
import type { Session } from '../session.ts';

/** A shell that is lost sooner would only be lost again, unless the machine was moved. */
const SHORTEST_MS = 3_000;
/** While a checkpoint is saved the machine stands still: half a minute, on a computer with far too much to do. */
const KEEPALIVE_MS = 20_000;

/**
 * A terminal in the machine; the exit code is that of its shell. When the machine is taken to another state
 * meanwhile (undo, reset, goto, here or in another terminal), the connection is lost with it: a new shell is opened.
 */
export async function shell(session: Session, commands: InsideCommands): Promise<number> {
  const { stdin, now, signal } = session.io;
  // Where nobody sits, there is nobody to lend the terminal by.
  const seated = isTerminal(stdin) && isTerminal(session.io.stdout);
  // Read anew: `start` may just have changed it.
  const wanted = readChoices(session.paths.config).record !== false;
  const record = seated && wanted ? await recordingOf(session) : null;
  const stdout = record?.stdout ?? session.io.stdout;
  const shared = seated ? new SharedTerminal(stdin, stdout) : null;
  const desk = shared && new Desk(session, shared, commands, record?.ours ?? stdout);
  const opening = { session, shared, desk, commands, stdout };
  try {
    for (;;) {
      await finishMove(session);
      const since = now();
      const moved = new AbortController();
      const moves = watchMoves(session.markFile(), () => moved.abort());
      desk?.open();
      // A shell of before a move is not to get the terminal back.
      if (desk) {
        desk.served = async () => {
          await record?.look();
          if (await moves.happened()) moved.abort();
        };
      }
      try {
        const status = await openShell(opening, moved.signal);
        if (seated) tellLeft(session);
        return status;
      } catch (error) {
        const lasted = now() - since >= SHORTEST_MS;
        const elsewhere = moved.signal.aborted || (isOfMachine(error) && (await moves.happened()));
        const again = elsewhere || (isLost(error) && lasted);
        if (!again && seated && lasted && isOfMachine(error)) tellLeft(session);
        if (signal.aborted || !again) throw error;
        // Who has called undo in here knows why.
        if (desk?.takeMoves()) continue;
        const { shellAgain, shellLost } = session.messages.learner;
        session.reporter.notice(elsewhere ? shellAgain : shellLost);
      } finally {
        moves.stop();
      }
    }
  } finally {
    shared?.close();
    record?.close();
  }
}

/** A prompt looks like another. */
function tellLeft(session: Session): void {
  const { terminal } = session.messages;
  session.reporter.notice(terminal.left(session.command('labs shell')));
}

interface Opening {
  readonly session: Session;
  readonly shared: SharedTerminal | null;
  readonly desk: Desk | null;
  readonly commands: InsideCommands;
  /** Where the shell's output goes. */
  readonly stdout: TerminalOutput;
}

interface Recording extends Recorded {
  /** Looks where the learner stands. */
  readonly look: () => Promise<void>;
}

/** What stands on the screen, kept beside the machine, with the steps as its chapters. */
async function recordingOf(session: Session): Promise<Recording> {
  const { stdout, env, now } = session.io;
  const title = (await session.course()).course.name;
  const record = recorded(stdout, { folder: session.recordings(), term: env.TERM, now, title });
  record.place(await placeOf(session));
  const { look, stop } = await watchPlace(session, record.place);
  const close = (): void => {
    stop();
    record.close();
  };
  return { ...record, look, close };
}

/** One shell, from the connection to its exit status. */
async function openShell(opening: Opening, moved: AbortSignal): Promise<number> {
  const { session, shared, desk } = opening;
  const { io } = session;
  const machine = await session.machine();
  const signal = AbortSignal.any([io.signal, moved]);
  const link = await session.reporter.work((work) => {
    work.phase('machine.ssh');
    return reach(session.until(moved), machine, 'learner', { keepaliveMs: KEEPALIVE_MS });
  });
  try {
    const { shellOn } = await import('../../ssh/shell.ts');
    const options = {
      ...{ stdin: io.stdin, stdout: opening.stdout, signal },
      ...(io.env.TERM === undefined ? {} : { term: io.env.TERM }),
    };
    if (!shared || !desk) return await shellOn(link, options);
    const { command, close } = await withVerbs(opening, link, desk);
    try {
      shared.open();
      return await shellOn(link, {
        ...options,
        ...{ command, keys: shared.keys, screen: shared.screen, idle: () => desk.idle() },
      });
    } finally {
      close();
    }
  } catch (error) {
    throw await explain(session, machine, error);
  } finally {
    await link.close();
  }
}

/** The command line of the shell, and the channel that is opened beside it. */
async function withVerbs(
  { session, commands }: Opening,
  link: Link,
  desk: Desk,
): Promise<{ command: string; close: () => void }> {
  const { shellCommand } = await import('../../ssh/verbs/guest.ts');
  const guest = await verbGuest(session, commands.verbs);
  const opened = openVerbs(session, link, guest, desk);
  return { command: shellCommand(guest), close: () => void opened.then((close) => close()) };
}

function isOfMachine(error: unknown): boolean {
  return error instanceof LabsError && error.kind === 'machine';
}

function isLost(error: unknown): boolean {
  return error instanceof LabsError && error.code === 'connection-lost';
}
