// Shows long work while it goes on: a spinner on a terminal, plain lines elsewhere. Quick work shows nothing.
import type { Progress } from '../machines/types.ts';
import { inertLine } from './inert.ts';
import type { Messages } from './messages/index.ts';
import { phaseName } from './messages/index.ts';
import { IMAGE_PLAN, PhaseClock, type Plan } from './phase-clock.ts';

export interface WorkView {
  readonly stream: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** A spinner, as the stream is a terminal that can move its cursor. */
  readonly spinner: boolean;
  readonly color: boolean;
  readonly messages: Messages;
  /** Milliseconds of a clock that does not go back. */
  readonly now: () => number;
  readonly plan?: Plan;
  /** Once aborted, a phase that was going on is not called done. */
  readonly signal?: AbortSignal;
}

export interface Work extends Progress {
  fraction(part: number, detail?: string): void;
  /** Ends the showing; with `ok` false nothing is called done. */
  end(ok: boolean): void;
}

/** A phase is shown once it has lasted this long, milliseconds: a check's half second needs no spinner. */
const PATIENCE = { spinner: 250, plain: 1000 };
/** A finished phase keeps its line when it took this long, milliseconds. */
const WORTH_A_LINE = 2000;
/** Plain lines tell the fraction at these per cents. */
const PLAIN_PERCENTS = [25, 50, 75];

interface Spinner {
  text: string;
  stop(): unknown;
  stopAndPersist(options: { symbol: string; text: string }): unknown;
  start(text?: string): unknown;
}

/** Begins to show work; nothing is printed before its first phase has lasted a moment. */
export function showWork(view: WorkView): Work {
  return view.spinner ? new SpinnerWork(view) : new PlainWork(view);
}

abstract class Base implements Work {
  protected readonly view: WorkView;
  protected readonly clock: PhaseClock;
  protected shown = false;
  #name: string | null = null;
  #detail = '';
  /** Begun after an abort: what is cleaned up is done as ever. */
  #late = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(view: WorkView) {
    this.view = view;
    this.clock = new PhaseClock(view.plan ?? IMAGE_PLAN);
  }

  phase(key: string, detail = ''): void {
    this.#finish(true);
    this.#name = phaseName(this.view.messages, key);
    this.#detail = inertLine(detail).trim();
    this.#late = this.view.signal?.aborted === true;
    this.clock.begin(key, this.view.now());
    this.#timer = setTimeout(() => {
      this.shown = true;
      this.show();
    }, this.patience());
    this.#timer.unref();
  }

  fraction(part: number, detail?: string): void {
    if (detail !== undefined) this.#detail = inertLine(detail).trim();
    this.clock.fraction(part);
    if (this.shown) this.update();
  }

  end(ok: boolean): void {
    this.#finish(ok);
    this.close();
  }

  /** "Installing (libc6)". */
  protected title(): string {
    return this.#detail === '' ? (this.#name ?? '') : `${this.#name ?? ''} (${this.#detail})`;
  }

  /** "42 %, about 10 s left", as much of it as is known. */
  protected measure(): string {
    const { phases, common } = this.view.messages;
    const percent = this.clock.percent();
    const left = this.clock.left(this.view.now());
    return [
      ...(percent === null ? [] : [phases.fraction(percent)]),
      ...(left === null || left < 1000 ? [] : [phases.left(common.duration(left))]),
    ].join(', ');
  }

  protected elapsed(): string {
    return this.view.messages.common.duration(this.clock.elapsed(this.view.now()));
  }

  #finish(ok: boolean): void {
    clearTimeout(this.#timer);
    if (this.shown && this.#name !== null) {
      const line = this.view.messages.phases.done(this.#name, this.elapsed());
      const whole = ok && (this.#late || this.view.signal?.aborted !== true);
      this.done(whole && this.clock.elapsed(this.view.now()) >= WORTH_A_LINE ? line : null);
    }
    this.shown = false;
    this.#name = null;
  }

  protected abstract patience(): number;
  protected abstract show(): void;
  protected abstract update(): void;
  /** `line` is null when the phase deserves none. */
  protected abstract done(line: string | null): void;
  protected abstract close(): void;
}

class PlainWork extends Base {
  #told = 0;

  protected patience(): number {
    return PATIENCE.plain;
  }
  protected show(): void {
    this.#told = this.clock.percent() ?? 0;
    this.#line(this.measure());
  }
  protected update(): void {
    const percent = this.clock.percent() ?? 0;
    const reached = PLAIN_PERCENTS.findLast((mark) => percent >= mark) ?? 0;
    if (reached <= this.#told) return;
    this.#told = percent;
    this.#line(this.measure());
  }
  protected done(line: string | null): void {
    if (line !== null) this.view.stream.write(`${line}\n`);
  }
  protected close(): void {}

  #line(measure: string): void {
    this.view.stream.write(`${this.title()}${measure === '' ? ' …' : `: ${measure}`}\n`);
  }
}

class SpinnerWork extends Base {
  #spinner: Spinner | null = null;
  #loading = false;
  #closed = false;
  #second: NodeJS.Timeout | undefined;

  protected patience(): number {
    return PATIENCE.spinner;
  }

  protected show(): void {
    if (this.#spinner !== null) {
      this.#spinner.start(this.#text());
      this.#tick();
      return;
    }
    if (this.#loading) return;
    this.#loading = true;
    void import('./ora.ts')
      .then(({ ora }) => {
        if (this.#closed) return;
        this.#spinner = ora({
          stream: this.view.stream,
          color: this.view.color ? 'cyan' : false,
          isEnabled: true,
          discardStdin: false,
        });
        if (!this.shown) return;
        this.#spinner.start(this.#text());
        this.#tick();
      })
      .catch(() => {
        // Without a spinner the work still goes on.
        this.#spinner = null;
      });
  }

  protected update(): void {
    if (this.#spinner !== null) this.#spinner.text = this.#text();
  }

  protected done(line: string | null): void {
    clearInterval(this.#second);
    if (line === null) this.#spinner?.stop();
    else this.#spinner?.stopAndPersist({ symbol: '✔', text: line });
  }

  protected close(): void {
    this.#closed = true;
    clearInterval(this.#second);
    this.#spinner?.stop();
  }

  #text(): string {
    const parts = [this.elapsed(), this.measure()].filter((part) => part !== '');
    return `${this.title()} … ${parts.join(', ')}`;
  }

  #tick(): void {
    clearInterval(this.#second);
    this.#second = setInterval(() => {
      this.update();
    }, 1000);
    this.#second.unref();
  }
}
