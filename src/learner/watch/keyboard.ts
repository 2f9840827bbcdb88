// Keys of a screen that stays: names for them, and the terminal given back whenever somebody else is to have it.
import { lendTerminal, type LentTerminal } from '../../host/interactive.ts';
import type { TerminalInput, TerminalOutput } from '../../ssh/types.ts';

/** `up`, `down`, `page-up`, `page-down`, `interrupt`, `suspend`, `escape`, or the character. */
export type Key = string;

/** What terminals send for keys that are no character (xterm, ctlseqs). */
const NAMED: Readonly<Record<string, Key>> = {
  '\x1b[A': 'up',
  '\x1bOA': 'up',
  k: 'up',
  '\x1b[B': 'down',
  '\x1bOB': 'down',
  j: 'down',
  '\x1b[5~': 'page-up',
  b: 'page-up',
  '\x1b[6~': 'page-down',
  ' ': 'page-down',
  '\x03': 'interrupt',
  '\x04': 'interrupt',
  '\x1a': 'suspend',
  '\x1b': 'escape',
};

/** One key of what was read: a sequence as one, anything else a character at a time. */
const ONE = /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O.)|[^]/gu;

export class Keyboard {
  readonly #stdin: TerminalInput;
  readonly #stdout: TerminalOutput;
  readonly #onKey: (key: Key) => void;
  #lent: LentTerminal | null = null;

  constructor(stdin: TerminalInput, stdout: TerminalOutput, onKey: (key: Key) => void) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.#onKey = onKey;
  }

  take(): void {
    this.#lent = lendTerminal(this.#stdin, this.#stdout);
    this.#stdin.on('data', this.#read);
    this.#stdin.resume();
  }

  /** To be told what was printed that is not ours, see `lendTerminal`. */
  watch(output: string): void {
    this.#lent?.watch(Buffer.from(output));
  }

  /** `cut`: what was printed may have left the terminal in any state. */
  giveBack(cut = false): void {
    if (this.#lent === null) return;
    this.#stdin.off('data', this.#read);
    this.#stdin.pause();
    this.#lent.giveBack(cut);
    this.#lent = null;
  }

  /** Ctrl-Z, as in any other program. Resolves when it is continued; the lent terminal is raw again by then. */
  async suspend(): Promise<void> {
    const continued = new Promise<void>((resolve) => process.once('SIGCONT', () => resolve()));
    this.#stdin.setRawMode?.(false);
    process.kill(process.pid, 'SIGTSTP');
    await continued;
  }

  readonly #read = (bytes: Buffer): void => {
    for (const [part] of bytes.toString().matchAll(ONE)) this.#onKey(NAMED[part] ?? part);
  };
}
