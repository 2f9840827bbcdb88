// One terminal for two: the machine's shell has it, and lends it to a command of ours that the learner has called in there.
import { PassThrough, Writable } from 'node:stream';
import type { TerminalInput, TerminalOutput } from '../ssh/types.ts';

/** What a command gets while it has the terminal. */
export interface Loan {
  /** The keys that answer its questions, and no others. */
  readonly stdin: NodeJS.ReadableStream;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Puts a question: from a screen that shows it, to keys that were pressed after it stood there. */
  readonly asking: <T>(ask: () => Promise<T>) => Promise<T>;
}

/**
 * What a program in the machine may have left on so that nobody reads what we print: colours, another character set, insert
 * mode, no line wrap, a hidden cursor (xterm, ctlseqs).
 */
const READABLE = '\x1b[0m\x1b(B\x0f\x1b[4l\x1b[?7h\x1b[?25h';

/** Asks a terminal what it is (DA1); all that can answer do. What was asked of it before is answered before. */
const WHO_ARE_YOU = '\x1b[c';
const I_AM = /\x1b\[\?[\d;]*c/g;
const ANSWERS_WITHIN_MS = 300;

/** What a terminal says by itself, when a program asks it: never a key. */
const REPORTS = /\x1b(?:\[[?>=\d;]*[cnRtxy]|[P\]_^X][^\x07\x1b]*(?:\x07|\x1b\\|$))/g;

/**
 * A request and what was printed before it come over two channels. Without output for so long, all of it is here;
 * a machine that prints without end does not keep anybody waiting for longer than that.
 */
const QUIET_MS = 30;
const QUIET_WITHIN_MS = 300;

/** Keys that are kept for the shell while a command runs. */
const KEPT_BYTES = 4096;

export class SharedTerminal {
  /** The keys for the shell. */
  readonly keys: TerminalInput;
  /** The screen for the shell: takes nothing while it is lent, and so holds the machine up. */
  readonly screen: Writable;
  readonly #stdin: TerminalInput;
  readonly #stdout: TerminalOutput;
  readonly #toShell = new PassThrough();
  #loan: Lent | null = null;
  #free: Promise<void> = Promise.resolve();
  #printed = 0;

  constructor(stdin: TerminalInput, stdout: TerminalOutput) {
    this.#stdin = stdin;
    this.#stdout = stdout;
    this.keys = this.#toShell;
    this.screen = new Writable({
      write: (chunk: Buffer, _, done) => {
        this.#printed = performance.now();
        void this.#free.then(() => stdout.write(chunk, () => done()));
      },
    });
    stdin.on('data', this.#onKeys).on('end', this.#onEnd);
  }

  /** Lends the terminal to `run`; one at a time. What was typed meanwhile, and not to a question, goes to the shell after it. */
  async lend<T>(run: (loan: Loan) => Promise<T>): Promise<T> {
    await this.#quiet();
    const loan = new Lent(this.#stdout);
    this.#loan = loan;
    let free = (): void => undefined;
    this.#free = new Promise((resolve) => (free = resolve));
    if (this.#stdout.isTTY) this.#stdout.write(READABLE);
    try {
      return await run(loan);
    } finally {
      this.#loan = null;
      free();
      const kept = loan.kept();
      if (kept.length > 0) this.#toShell.write(kept);
    }
  }

  /** Lets go of stdin. */
  close(): void {
    this.#stdin.off('data', this.#onKeys).off('end', this.#onEnd);
    this.#stdin.pause();
    this.#stdin.unref?.();
  }

  /** Begins to read, also after `close` of the shell's connection has paused it. */
  open(): void {
    this.#stdin.resume();
  }

  async #quiet(): Promise<void> {
    const begun = performance.now();
    for (;;) {
      const now = performance.now();
      const left = Math.min(this.#printed + QUIET_MS, begun + QUIET_WITHIN_MS) - now;
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }

  readonly #onKeys = (keys: Buffer): void => {
    if (this.#loan) {
      this.#loan.onKeys(keys);
    } else if (!this.#toShell.write(keys)) {
      this.#stdin.pause();
      this.#toShell.once('drain', () => this.#stdin.resume());
    }
  };

  readonly #onEnd = (): void => void this.#toShell.end();
}

class Lent implements Loan {
  readonly stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  readonly #stdout: TerminalOutput;
  readonly #interrupt = new AbortController();
  #kept: Buffer[] = [];
  #mode: 'working' | 'settling' | 'asking' = 'working';
  #settled: (() => void) | null = null;

  constructor(stdout: TerminalOutput) {
    this.#stdout = stdout;
  }

  get signal(): AbortSignal {
    return this.#interrupt.signal;
  }

  onKeys(keys: Buffer): void {
    if (this.#mode === 'asking') {
      this.stdin.write(withoutReports(keys));
    } else if (this.#mode === 'settling') {
      this.#settle(keys);
    } else {
      if (keys.includes(0x03)) this.#interrupt.abort();
      this.#keep(keys);
    }
  }

  readonly asking = async <T>(ask: () => Promise<T>): Promise<T> => {
    // A machine can have the terminal send what looks typed; and what was typed before was not typed as an answer.
    this.#kept = [];
    this.#mode = 'settling';
    await this.#quiet();
    this.#mode = 'asking';
    try {
      return await ask();
    } finally {
      this.#mode = 'working';
    }
  };

  kept(): Buffer {
    return Buffer.concat(this.#kept);
  }

  #keep(keys: Buffer): void {
    const length = this.#kept.reduce((sum, part) => sum + part.length, 0);
    if (length + keys.length <= KEPT_BYTES) this.#kept.push(keys);
  }

  /** Until the terminal has answered all that the machine asked it, or is one that answers nothing. */
  async #quiet(): Promise<void> {
    if (!this.#stdout.isTTY) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ANSWERS_WITHIN_MS);
      this.#settled = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#stdout.write(READABLE + WHO_ARE_YOU);
    });
    this.#settled = null;
  }

  #settle(keys: Buffer): void {
    const text = keys.toString('latin1');
    if (text.includes('\x03')) this.#interrupt.abort();
    if (text.search(I_AM) !== -1) this.#settled?.();
  }
}

/** The same bytes without what the terminal says by itself. Latin-1 has a character for each byte. */
function withoutReports(keys: Buffer): Buffer {
  return Buffer.from(keys.toString('latin1').replace(REPORTS, ''), 'latin1');
}
