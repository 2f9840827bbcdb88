// Answers requests from within the machine's shell: one after another, each with the terminal lent to it.
import { nearest } from '../../course/problem.ts';
import { watchFile } from '../../host/watch-file.ts';
import type { SharedTerminal } from '../../host/shared-terminal.ts';
import type { Request } from '../../ssh/verbs/requests.ts';
import { exitCode } from '../../ui/error.ts';
import { inertLine } from '../../ui/inert.ts';
import { layOut, widthOf } from '../../ui/layout.ts';
import { confirm } from '../../ui/prompts.ts';
import { EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { openSession, type Session } from '../session.ts';
import { standing } from '../standing.ts';
import { piped, PIPED, TELLING, type PipedAnswer } from './piped.ts';
import { INSIDE_USAGE, judgeRequest, MOVING, type Granted, type Judged } from './verbs.ts';

/** What the command line lends the shell: running a command of ours in this process, and which there are. */
export interface InsideCommands {
  readonly run: (argv: readonly string[], io: Io) => Promise<number>;
  /** Summary of a verb in the learner's language; undefined where there is no such verb. */
  readonly summary: (verb: string) => string | undefined;
  readonly verbs: readonly string[];
}

/** So many may wait while one is at work. */
const WAITING = 8;
const REFUSED = 2;

export class Desk {
  readonly #session: Session;
  readonly #terminal: SharedTerminal;
  readonly #commands: InsideCommands;
  readonly #stdout: NodeJS.WritableStream;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #moves = false;
  #closed = false;
  /** Awaited after each command, while it still has the terminal. */
  served: () => Promise<void> = () => Promise.resolve();

  /** `stdout`: what commands print goes there. */
  constructor(
    session: Session,
    terminal: SharedTerminal,
    commands: InsideCommands,
    stdout: NodeJS.WritableStream,
  ) {
    this.#stdout = stdout;
    this.#session = session;
    this.#terminal = terminal;
    this.#commands = commands;
  }

  /** Takes a request; `answer` gets the exit status once it is done, and what is to be piped on. False: too many wait. */
  take(request: Request, answer: (status: number, text?: string) => void): boolean {
    if (this.#waiting >= WAITING) return false;
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      const [first, ...rest] = request.words;
      const words = first === PIPED ? rest : request.words;
      const pipes = first === PIPED && this.#tells(words);
      const { status, text } = this.#closed
        ? { status: REFUSED, text: '' }
        : await (pipes ? this.#pipe(words) : this.#serve(words)).catch((error: unknown) => ({
            status: exitCode(error),
            text: '',
          }));
      this.#waiting -= 1;
      answer(status, text);
    });
    return true;
  }

  /** Whether a command that may move the machine has been called from in here since this was last asked. */
  takeMoves(): boolean {
    const moves = this.#moves;
    this.#moves = false;
    return moves;
  }

  /** Takes requests again: of a new shell. */
  open(): void {
    this.#closed = false;
  }

  /** Resolves when nothing is at work. */
  async idle(): Promise<void> {
    let last;
    do {
      last = this.#last;
      await last;
    } while (last !== this.#last);
  }

  /** Takes no requests from now on, and says why. */
  close(sentence: string): Promise<void> {
    this.#closed = true;
    return this.#terminal.lend(() => {
      this.#session.reporter.notice(sentence);
      return Promise.resolve();
    });
  }

  /** Whether it is granted, and only tells something. */
  #tells(words: readonly string[]): boolean {
    const judged = this.#judge(words);
    return judged === 'help' || ('argv' in judged && TELLING.has(judged.argv[0] ?? ''));
  }

  #judge(words: readonly string[]): Judged {
    return judgeRequest(words, (verb) => this.#commands.summary(verb) !== undefined);
  }

  #pipe(words: readonly string[]): Promise<PipedAnswer> {
    return piped(this.#session, async (io) => {
      const judged = this.#judge(words);
      if (judged === 'help') return this.#help(await openSession(io, {}, this.#session.parts));
      const argv = 'argv' in judged ? judged.argv : [];
      return this.#commands.run([...this.#session.optionWords, ...argv], io);
    });
  }

  async #serve(words: readonly string[]): Promise<{ status: number; text: string }> {
    return { status: await this.#show(words), text: '' };
  }

  #show(words: readonly string[]): Promise<number> {
    return this.#terminal.lend(async (loan) => {
      const signal = AbortSignal.any([this.#session.io.signal, loan.signal]);
      const io = Object.create(this.#session.io, {
        stdin: { value: loan.stdin },
        stdout: { value: this.#stdout },
        signal: { value: signal },
        columns: { value: columnsOf(this.#session.io) },
        inside: { value: { asking: loan.asking } },
      }) as Io;
      const own = await openSession(io, {}, this.#session.parts);
      const judged = this.#judge(words);
      if (judged === 'help') return this.#help(own);
      if ('refused' in judged) return this.#refuse(own, judged.refused, judged.word);
      try {
        if (judged.confirm && !(await this.#allowed(own, judged))) return EXIT.notYet;
      } catch (error) {
        return exitCode(error);
      }
      this.#moves ||= MOVING.has(judged.argv[0] ?? '');
      const status = await this.#commands.run([...this.#session.optionWords, ...judged.argv], io);
      if (judged.argv[1] === '--help') this.#usage(own, judged.argv[0] ?? '');
      await this.served();
      return status;
    });
  }

  /** `--yes`, said to the shell, was not said to what the machine asks. */
  async #allowed(own: Session, { argv }: Granted): Promise<boolean> {
    const { terminal, learner } = this.#session.messages;
    const message = terminal.askInside(`labs ${argv.join(' ')}`);
    const yes = await confirm(own.reporter, { message, signal: own.io.signal });
    if (!yes) own.print(learner.nothingDone);
    return yes;
  }

  #help(own: Session): number {
    const { terminal } = this.#session.messages;
    const rows = this.#commands.verbs.map((verb): [string, string] => [
      `labs ${verb}`,
      this.#commands.summary(verb) ?? '',
    ]);
    const wide = Math.max(...rows.map(([left]) => widthOf(left)));
    own.tell(terminal.insideHelp);
    own.print('');
    const room = Math.max(20, own.reporter.width - wide - 4);
    for (const [left, right] of rows) {
      const lines = layOut([{ text: right, styles: [] }], room, false);
      own.print(...lines.map((line, at) => `  ${(at === 0 ? left : '').padEnd(wide)}  ${line}`));
    }
    return EXIT.done;
  }

  #usage(own: Session, verb: string): void {
    const line = `labs ${verb} ${INSIDE_USAGE[verb] ?? ''}`.trim();
    own.reporter.notice(this.#session.messages.terminal.wordsInside(line));
  }

  #refuse(own: Session, why: 'verb' | 'words', word: string): number {
    const { terminal } = this.#session.messages;
    const shown = inertLine(word).slice(0, 40);
    if (why === 'words') {
      this.#usage(own, word);
    } else if (this.#commands.summary(word) !== undefined) {
      own.reporter.notice(terminal.notInside(shown));
    } else {
      const near = nearest(shown, this.#commands.verbs);
      own.reporter.notice(terminal.unknownInside(shown, near === null ? null : `labs ${near}`));
    }
    return REFUSED;
  }
}

export interface PlaceWatch {
  /** Looks at once, for who cannot wait until the change is announced. */
  readonly look: () => Promise<void>;
  readonly stop: () => void;
}

/** Tells `6/address`, where the learner stands, whenever that changes, also by commands elsewhere. */
export async function watchPlace(
  session: Session,
  tell: (place: string) => void,
): Promise<PlaceWatch> {
  let told = '';
  const look = async (): Promise<void> => {
    const place = await placeOf(session).catch(() => told);
    if (place !== told) tell((told = place));
  };
  told = await placeOf(session);
  return { look, stop: watchFile(await session.progressFile(), () => void look()) };
}

/** `6/address` */
export async function placeOf(session: Session): Promise<string> {
  const { lab, step } = await standing(session);
  return `${lab.number}/${step.id}`;
}

function columnsOf(io: Io): number {
  return (io.stdout as { columns?: number }).columns ?? io.columns;
}
