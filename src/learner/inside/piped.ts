// A command of ours whose output goes to a program in the machine (`labs show | less`), not to the terminal.
import { PassThrough, Writable } from 'node:stream';
import type { Io } from '../io.ts';
import type { Session } from '../session.ts';

/** Verbs that only tell something: what changes something is shown to whoever sits at the terminal. */
export const TELLING: ReadonlySet<string> = new Set(['show', 'map', 'list', 'status']);

/** The first word of a request from a `labs` whose output is no terminal. */
export const PIPED = '|';

/** With base64 and all it has to fit into a pipe, whoever reads it (64 KiB, pipe(7)); the longest lab is half of it. */
const LONGEST_BYTES = 45_000;

export interface PipedAnswer {
  readonly status: number;
  readonly text: string;
}

/** Nobody can be asked, and there are no colours. */
export async function piped(
  session: Session,
  work: (io: Io) => Promise<number>,
): Promise<PipedAnswer> {
  const out = new Kept();
  const io = Object.create(session.io, {
    stdin: { value: new PassThrough().end() },
    stdout: { value: out },
    stderr: { value: out },
  }) as Io;
  const status = await work(io);
  const bytes = Buffer.concat(out.chunks);
  return { status, text: bytes.subarray(0, LONGEST_BYTES).toString() };
}

class Kept extends Writable {
  readonly chunks: Buffer[] = [];

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.chunks.push(chunk);
    done();
  }
}
