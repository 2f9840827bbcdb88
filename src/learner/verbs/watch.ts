// `labs watch`: one screen that stays, and turns as the learner works in another terminal.
import { LabsError } from '../../errors.ts';
import { onTerminalResize } from '../../host/interactive.ts';
import { watchFile } from '../../host/watch-file.ts';
import { recordOf } from '../../progress/index.ts';
import type { TerminalOutput } from '../../ssh/types.ts';
import { asLabsError } from '../../ui/error.ts';
import { inertButColour } from '../../ui/inert.ts';
import { errorText } from '../../ui/messages/index.ts';
import { finishMove } from '../bring.ts';
import { EXIT } from '../failure.ts';
import type { InsideCommands } from '../inside/desk.ts';
import { screenOf, type Screen } from '../map/screen.ts';
import type { Session } from '../session.ts';
import { standing } from '../standing.ts';
import { captured, capturedWork } from '../watch/captured.ts';
import { Eye, type Seen } from '../watch/eye.ts';
import { Keyboard, type Key } from '../watch/keyboard.ts';
import { screenLines, wantsMap, type Shown } from '../watch/view.ts';
import { recordPass } from './check.ts';
import { shell } from './shell.ts';

/** Watches until q, Ctrl-C or a signal; resolves with 0. Throws `no-terminal`. */
export async function watch(session: Session, commands: InsideCommands): Promise<number> {
  const { stdout } = session.io;
  if (!session.reporter.interactive || (stdout as TerminalOutput).isTTY !== true) {
    throw new LabsError('usage', 'no-terminal', 'this needs a terminal', {
      params: { instead: session.command('labs check') },
    });
  }
  // As each command does: nobody else would finish it.
  await finishMove(session);
  const quit = new AbortController();
  const watching = new Watch(session.until(quit.signal), commands, () => quit.abort());
  await watching.run();
  return EXIT.done;
}

class Watch {
  readonly #session: Session;
  readonly #commands: InsideCommands;
  readonly #quit: () => void;
  readonly #keyboard: Keyboard;
  readonly #eye: Eye;
  #screen: Screen | null = null;
  #shown: Shown;
  #farthest = 0;
  #drawing = false;
  #drawn = '';
  /** Commands, one after another; a key pressed while one works is not lost. */
  #work: Promise<void> = Promise.resolve();
  #waiting = 0;
  /** What y does to the question that stands there. */
  #yes: (() => Promise<void>) | null = null;
  #recorded = '';

  constructor(session: Session, commands: InsideCommands, quit: () => void) {
    this.#session = session;
    this.#commands = commands;
    this.#quit = quit;
    const { stdin, stdout } = session.io;
    this.#keyboard = new Keyboard(stdin, stdout, (key) => this.#onKey(key));
    const now = { text: session.messages.terminal.watchReaching, bad: false };
    this.#shown = {
      ...{ here: null, seen: null, remedy: null, now },
      ...{ panel: null, question: null, scroll: 0 },
    };
    const { terminal } = session.messages;
    this.#eye = new Eye(session, {
      reaching: () => this.#now(terminal.watchReaching),
      looking: () => this.#now(terminal.watchLooking),
      seen: (seen) => this.#seen(seen),
      away: (error) => {
        const { message, hint = null } = errorText(session.messages, error);
        this.#now(terminal.watchAway(message), true);
        // One that is only slow, or is being taken back, comes again by itself.
        const off = error.code === 'machine-not-running';
        this.#show({ seen: null, remedy: off ? hint : null });
      },
      wantsMap: () => this.#screen !== null && wantsMap(this.#screen),
    });
  }

  async run(): Promise<void> {
    const { io } = this.#session;
    this.#show({ here: await standing(this.#session) });
    this.#enter();
    const stops = [
      onTerminalResize(io.stdout, () => {
        this.#draw();
        this.#eye.look();
      }),
      watchFile(await this.#session.progressFile(), () => void this.#moved()),
    ];
    try {
      await this.#eye.run();
    } finally {
      for (const stop of stops) stop();
      this.#leave();
    }
  }

  async #moved(): Promise<void> {
    const here = await standing(this.#session).catch(() => null);
    if (here === null) return;
    const { at } = here;
    const before = this.#shown.here?.at;
    const same = before?.lab === at.lab && before.step === at.step;
    this.#show({ here, ...(same ? {} : { seen: null, panel: null, scroll: 0 }) });
    this.#eye.look();
  }

  #seen(seen: Seen): void {
    const time = new Date(this.#session.io.now()).toTimeString().slice(0, 8);
    this.#now(this.#session.messages.terminal.watchSeen(time));
    this.#show({ seen, here: seen.here, remedy: null });
    const { at, progress } = seen.here;
    const name = `${at.lab}/${at.step}`;
    if (seen.verdict.verdict !== 'pass' || recordOf(progress, at).state === 'passed') return;
    // Once: what cannot be recorded is no better the next time.
    if (this.#recorded === name) return;
    this.#recorded = name;
    this.#do(() => this.#record(seen));
  }

  #do(work: () => Promise<void>): void {
    if (this.#waiting >= 2) return;
    this.#waiting += 1;
    this.#work = this.#work
      .then(work)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => (this.#waiting -= 1));
  }

  #failed(error: unknown): void {
    if (this.#session.io.signal.aborted) return;
    const { message } = errorText(this.#session.messages, asLabsError(error));
    this.#show({ panel: message.split('\n'), scroll: 0 });
  }

  #onKey(key: Key): void {
    const { terminal } = this.#session.messages;
    if (key === 'interrupt' || key === 'q' || key === 'Q') return this.#quit();
    if (key === 'suspend') return void this.#suspend();
    if (this.#yes !== null) {
      const yes = this.#yes;
      this.#yes = null;
      this.#show({ question: null });
      if (key === 'y' || key === 'Y') this.#do(yes);
      return;
    }
    if (this.#scroll(key)) return;
    if (key === 'escape') return this.#show({ panel: null, scroll: 0 });
    if (key === 'c') return this.#eye.look();
    if (key === 's') this.#do(() => this.#shell());
    if (key === 'h') this.#do(() => this.#hint());
    if (key === 'n') this.#do(() => this.#next());
    if (key === 'u') {
      this.#ask(terminal.watchUndo, () => this.#call(['undo', '--yes'], { quiet: true }));
    }
  }

  #scroll(key: Key): boolean {
    const page = Math.max(1, (this.#screen?.rows ?? 24) - 14);
    const by = { up: -1, down: 1, 'page-up': -page, 'page-down': page }[key];
    if (by === undefined) return false;
    const scroll = Math.min(this.#farthest, Math.max(0, this.#shown.scroll + by));
    this.#show({ scroll });
    return true;
  }

  #ask(question: string, yes: () => Promise<void>): void {
    this.#yes = yes;
    this.#show({ question });
  }

  async #hint(): Promise<void> {
    const here = await standing(this.#session);
    const hints = here.step.hints.length;
    const { terminal } = this.#session.messages;
    if (recordOf(here.progress, here.at).hints < hints) return this.#call(['hint'], {});
    this.#ask(terminal.watchSolution, () => this.#call(['hint', '--yes'], {}));
  }

  /** As `labs check` would, without a second look. */
  async #record({ here }: Seen): Promise<void> {
    const said = await capturedWork(this.#session, 80, (own) => recordPass(own, here));
    if (said.length > 0) this.#show({ panel: said });
  }

  async #next(): Promise<void> {
    const { seen } = this.#shown;
    await this.#call(['next'], { quiet: seen?.verdict.verdict === 'pass' });
  }

  /** Runs a command; what it says stands on the screen, unless it is quiet and did what it should. */
  async #call(words: readonly string[], { quiet = false }: { quiet?: boolean }): Promise<void> {
    const { messages } = this.#session;
    this.#now(messages.terminal.watchBusy(`labs ${words[0] ?? ''}`));
    const columns = Math.min(80, this.#screen?.columns ?? 80);
    const said = await captured(this.#session, this.#commands, words, columns);
    if (!quiet || said.status !== 0) this.#show({ panel: said.lines, scroll: 0 });
    await this.#moved();
  }

  async #shell(): Promise<void> {
    this.#leave();
    await shell(this.#session, this.#commands).catch((error: unknown) => this.#failed(error));
    if (this.#session.io.signal.aborted) return;
    this.#enter();
    this.#eye.look();
  }

  async #suspend(): Promise<void> {
    this.#screen?.leave();
    this.#screen = null;
    await this.#keyboard.suspend();
    this.#screen = screenOf(this.#session);
    this.#draw(true);
  }

  #enter(): void {
    this.#screen = screenOf(this.#session);
    this.#keyboard.take();
    this.#draw(true);
  }

  #leave(): void {
    this.#keyboard.giveBack();
    this.#screen?.leave();
    this.#screen = null;
  }

  #now(text: string, bad = false): void {
    this.#show({ now: { text, bad } });
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    this.#draw();
  }

  /** Soon, and once for all that changes meanwhile. */
  #draw(anew = false): void {
    if (anew) this.#drawn = '';
    if (this.#drawing) return;
    this.#drawing = true;
    setImmediate(() => {
      this.#drawing = false;
      const screen = this.#screen;
      if (screen === null) return;
      const { lines, farthest } = screenLines(this.#session, this.#shown, screen);
      this.#farthest = farthest;
      const safe = lines.map((line) => inertButColour(line, this.#session.reporter.color));
      const key = `${screen.columns}x${screen.rows}\n${safe.join('\n')}`;
      if (key === this.#drawn) return;
      this.#drawn = key;
      screen.write(safe);
    });
  }
}
