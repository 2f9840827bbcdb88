// Runs a command of ours beside the live check, and keeps what it says for the screen.
import { PassThrough, Writable } from 'node:stream';
import type { InsideCommands } from '../inside/desk.ts';
import type { Io } from '../io.ts';
import { openSession, type Session } from '../session.ts';

export interface Said {
  readonly status: number;
  readonly lines: readonly string[];
}

/** Nobody can be asked in there: what needs a yes is called with `--yes` after it was given. */
export async function captured(
  session: Session,
  commands: InsideCommands,
  words: readonly string[],
  columns: number,
): Promise<Said> {
  const { io, lines } = aside(session, columns);
  const status = await commands.run([...session.optionWords, ...words], io);
  return { status, lines: lines() };
}

/** As `captured`, for work of ours that takes a session; resolves with what it had to say. */
export async function capturedWork(
  session: Session,
  columns: number,
  work: (own: Session) => Promise<void>,
): Promise<readonly string[]> {
  const { io, lines } = aside(session, columns);
  await work(await openSession(io, session.options, session.parts));
  return lines().filter((line) => line !== '');
}

/** As the last line of the screen says. */
const KEYS = {
  'labs hint': 'h',
  'labs next': 'n',
  'labs undo': 'u',
  'labs shell': 's',
  'labs check': 'c',
};

function aside(session: Session, columns: number): { io: Io; lines: () => string[] } {
  const out = new Kept(session.reporter.color);
  const err = new Kept(false);
  const io = Object.create(session.io, {
    stdout: { value: out },
    stderr: { value: err },
    stdin: { value: new PassThrough() },
    columns: { value: columns },
    inside: { value: undefined },
    keys: { value: KEYS },
  }) as Io;
  return { io, lines: () => `${out.text}${err.text}`.trimEnd().split('\n') };
}

/** Keeps what is written; a terminal as far as colours go. */
class Kept extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
