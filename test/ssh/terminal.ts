// A pseudo-terminal whose reader gets all that was printed, however busy the computer is.
import { spawn, type IPty, type IPtyForkOptions } from '@lydell/node-pty';

/** Asks a terminal whether it is well (ECMA-48, DSR); here: whether it has read everything up to this place. */
const READ_IT = '\x1b[5n';
const LINGER = `stty raw -echo; printf '\\033[5n'; head -c 1 >/dev/null`;

export interface InTerminal {
  readonly pty: IPty;
  /** Status of the script, once its last output has been read. */
  readonly exit: Promise<number>;
}

/**
 * Runs a line of sh, with `words` as its parameters from `$0` on, and tells `onData` what it prints.
 *
 * node-pty closes the terminal 200 ms after the program's end, read or not, so a busy reader loses the last words.
 * Therefore the sh that runs the line stays until they were read; Ctrl-C ends what it runs, but not itself.
 */
export function runInTerminal(
  line: string,
  words: readonly string[],
  onData: (text: string) => void,
  options: IPtyForkOptions = {},
): InTerminal {
  const script = `trap : INT QUIT\n${line}\nstatus=$?\n${LINGER}\nexit $status`;
  const pty = spawn('sh', ['-c', script, ...words], { cols: 80, rows: 24, ...options });
  const exit = new Promise<number>((done) => pty.onExit(({ exitCode }) => done(exitCode)));
  let held = '';
  pty.onData((data) => {
    const text = held + data;
    const over = text.endsWith(READ_IT);
    held = over ? '' : beginningAtEnd(text);
    onData(text.slice(0, text.length - (over ? READ_IT : held).length));
    if (over) pty.write('.');
  });
  return { pty, exit };
}

/** What of the mark stands at the text's end, when only its beginning has come yet. */
function beginningAtEnd(text: string): string {
  const lengths = [3, 2, 1].filter((length) => text.endsWith(READ_IT.slice(0, length)));
  return READ_IT.slice(0, lengths[0] ?? 0);
}
