// Runs a command of ours beside the live check, and keeps what it says for the screen.
import { PassThrough, Writable } from 'node:stream';
import type { InsideCommands } from '../inside/desk.ts';
import type { Io } from '../io.ts';
import type { Session } from '../session.ts';

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
  const out = new Kept(session.reporter.color);
  const err = new Kept(false);
  const io = Object.create(session.io, {
    stdout: { value: out },
    stderr: { value: err },
    stdin: { value: new PassThrough() },
    columns: { value: columns },
    inside: { value: undefined },
  }) as Io;
  const status = await commands.run([...session.optionWords, ...words], io);
  const lines = `${out.text}${err.text}`.trimEnd().split('\n');
  return { status, lines };
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
