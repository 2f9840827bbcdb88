// The user's terminal, lent to a program of the machine and always given back as it was.
import type { TerminalInput, TerminalOutput } from '../ssh/types.ts';

/**
 * What a program that was cut off may have left on: mouse, focus and paste reports, application keys, a scroll
 * region (its reset moves the cursor, hence saved and restored), its character set, colours, a hidden cursor
 * (xterm, ctlseqs).
 */
const BACK_TO_NORMAL =
  '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1004l\x1b[?1006l\x1b[?2004l\x1b[>4m\x1b[?1l\x1b>\x1b7\x1b[r\x1b8\x1b(B\x1b[0m\x1b[?25h\r\n';

/** Left only where a program entered it: elsewhere this would move the cursor to some old place. */
const LEAVE_OTHER_SCREEN = '\x1b[?1049l';
const OTHER_SCREEN = /\x1b\[\?(?:1049|1047|47)([hl])/g;

/** The first signal that ends the program; the terminal is given back, then the program ends by it. */
const ENDING: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT'];

export interface LentTerminal {
  /** To be told what the program prints: whether it is on the terminal's other screen. */
  readonly watch: (output: Buffer) => void;
  /** Gives the terminal back. `cut`: the program in it could not say goodbye, so its modes are undone too. */
  readonly giveBack: (cut: boolean) => void;
}

/**
 * Puts the terminal into raw mode: each key goes to the machine, Ctrl-C too. Until `giveBack`, it is also given
 * back when the process is ended by a signal, ends by itself, or is continued after a stop (raw again).
 */
export function lendTerminal(stdin: TerminalInput, stdout: TerminalOutput): LentTerminal {
  const raw = (on: boolean): void => {
    if (stdin.isTTY) stdin.setRawMode?.(on);
  };
  let lent = true;
  let onOtherScreen = false;
  let tail = '';
  const watch = (output: Buffer): void => {
    const text = tail + output.toString('latin1');
    const last = [...text.matchAll(OTHER_SCREEN)].at(-1);
    if (last) onOtherScreen = last[1] === 'h';
    tail = text.slice(-7); // a sequence may be cut in two
  };
  const giveBack = (cut: boolean): void => {
    if (!lent) return;
    lent = false;
    for (const [name, end] of enders) process.off(name, end);
    process.off('SIGCONT', onContinue);
    process.off('exit', onExit);
    raw(false);
    if (!cut || !stdout.isTTY) return;
    stdout.write((onOtherScreen ? LEAVE_OTHER_SCREEN : '') + BACK_TO_NORMAL);
  };
  const enders = ENDING.map((name) => {
    const end = (): void => {
      giveBack(true);
      // By its default action now, unless somebody else in the program minds this signal.
      if (process.listenerCount(name) === 0) process.kill(process.pid, name);
    };
    return [name, end] as const;
  });
  const onContinue = (): void => {
    // The shell that stopped us changed the mode behind Node's back: off first, or Node thinks it is on.
    raw(false);
    raw(true);
  };
  const onExit = (): void => giveBack(true);
  for (const [name, end] of enders) process.on(name, end);
  process.on('SIGCONT', onContinue);
  process.on('exit', onExit);
  raw(true);
  return { watch, giveBack };
}

/** Calls with the terminal's size at each change of it; the function returned stops that. */
export function onTerminalResize(
  stdout: TerminalOutput,
  listener: (columns: number, rows: number) => void,
): () => void {
  const told = (): void => listener(stdout.columns ?? 80, stdout.rows ?? 24);
  stdout.on('resize', told);
  return () => void stdout.off('resize', told);
}
