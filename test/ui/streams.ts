// Streams for tests of what is printed: they remember, and may call themselves a terminal.
import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { PassThrough, Writable } from 'node:stream';
import type { Language } from '../../src/course/types.ts';
import { loadMessages } from '../../src/ui/messages/index.ts';
import { createReporter, type Reporter, type ReporterOptions } from '../../src/ui/reporter.ts';

export class Recorder extends Writable {
  text = '';
  readonly isTTY: boolean;
  readonly columns = 80;

  constructor(isTTY = false) {
    super({ decodeStrings: false });
    this.isTTY = isTTY;
  }

  // What a tty.WriteStream has besides.
  cursorTo(x: number): boolean {
    return cursorTo(this, x);
  }
  clearLine(direction: -1 | 0 | 1): boolean {
    return clearLine(this, direction);
  }
  moveCursor(dx: number, dy: number): boolean {
    return moveCursor(this, dx, dy);
  }

  override _write(chunk: string | Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1);
  }
}

export interface Recorded {
  readonly reporter: Reporter;
  readonly out: Recorder;
  readonly err: Recorder;
}

/** A reporter whose streams are recorded; without a terminal unless `tty`. */
export async function recorded(
  options: Partial<ReporterOptions> & { readonly tty?: boolean } = {},
): Promise<Recorded> {
  const { tty = false, ...rest } = options;
  const language: Language = options.language ?? 'en';
  const [out, err] = [new Recorder(tty), new Recorder(tty)];
  const stdin = Object.assign(new PassThrough(), { isTTY: tty });
  const messages = await loadMessages(language);
  const defaults = { stdout: out, stderr: err, stdin, env: {}, language, messages };
  return { reporter: createReporter({ ...defaults, ...rest }), out, err };
}
