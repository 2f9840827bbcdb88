// Proves one step: not-yet before its solution, pass after it, not-yet after each mistake, and pass again.
import type { Verdict } from '../../checks/types.ts';
import type { Mistake, Step } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import type { Bench, Look } from './bench.ts';
import {
  expectationsOf,
  judgeMistake,
  mistakeFailures,
  untestedOf,
  untried,
  wanted,
  worst,
  type Failure,
  type MistakeResult,
  type StepResult,
  type Verdicts,
} from './results.ts';

export interface StepOptions {
  /** Slug of the step's lab. */
  readonly lab: string;
  /** Part of the step that is done, 0 to 1. */
  readonly fraction: (part: number) => void;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

/**
 * Proves a step on a machine that stands at its beginning, and leaves it at its end. With `solved` false the
 * solution failed, and the machine stands nowhere. Throws LabsError when the machine cannot be asked.
 */
export async function proveStep(
  bench: Bench,
  step: Step,
  options: StepOptions,
): Promise<{ readonly result: StepResult; readonly solved: boolean }> {
  const since = options.now();
  const proof = new Proof(bench, step, options);
  const solved = await proof.run();
  const seconds = Math.round((options.now() - since) / 100) / 10;
  return { result: proof.result(seconds), solved };
}

class Proof {
  readonly #bench: Bench;
  readonly #step: Step;
  readonly #options: StepOptions;
  readonly #failures: Failure[] = [];
  readonly #results = new Map<Mistake, MistakeResult>();
  readonly #mistaken: Verdict[] = [];
  #solved: Verdict | null = null;
  #verdicts: Verdicts = { before: null, after: null, again: null };
  #answer: string | undefined;
  #done = 0;

  constructor(bench: Bench, step: Step, options: StepOptions) {
    this.#bench = bench;
    this.#step = step;
    this.#options = options;
  }

  /** Resolves with whether the machine is at the end of the step. */
  async run(): Promise<boolean> {
    const unprepared = await this.#attempt('setup', () =>
      this.#bench.setUp(this.#options.lab, this.#step),
    );
    if (unprepared !== null) {
      this.#failures.push(unprepared);
      return false;
    }
    const { mistakes } = this.#step;
    const typed = mistakes.filter(({ run }) => run !== undefined);
    const instead = typed.filter(({ when }) => when === 'instead');
    await this.#before();
    if (instead.length + this.#step.otherWays.length > 0) await this.#bench.save('begin');
    await this.#instead(instead);
    await this.#otherWays();
    const failure = await this.#attempt('solution', () =>
      this.#bench.solve(this.#options.lab, this.#step),
    );
    if (failure !== null) {
      this.#failures.push(failure);
      return false;
    }
    this.#tick();
    await this.#after(mistakes.filter(({ answer }) => answer !== undefined));
    await this.#onTop(typed.filter(({ when }) => when === 'after'));
    return true;
  }

  result(seconds: number): StepResult {
    const mistakes = this.#step.mistakes.flatMap((mistake) => this.#results.get(mistake) ?? []);
    return {
      step: this.#step.id,
      verdicts: this.#verdicts,
      mistakes,
      otherWays: this.#step.otherWays,
      untested: this.#solved === null ? [] : untestedOf(this.#solved, this.#mistaken),
      expectations: this.#solved === null ? 0 : expectationsOf(this.#solved).length,
      failures: [...this.#failures, ...mistakeFailures(mistakes)],
      seconds,
    };
  }

  async #before(): Promise<void> {
    const verdict = (await this.#bench.look(this.#step))();
    this.#verdicts = { ...this.#verdicts, before: verdict.verdict };
    this.#failures.push(...wanted('before', 'not-yet', verdict));
    this.#tick();
  }

  async #instead(mistakes: readonly Mistake[]): Promise<void> {
    for (const mistake of mistakes) {
      await this.#make(mistake);
      await this.#bench.restore('begin');
    }
  }

  /** The check judges effects: whatever way leads to them passes. */
  async #otherWays(): Promise<void> {
    for (const subject of this.#step.otherWays) {
      const { status, stdout } = await this.#bench.type(subject);
      const failures =
        status === 0
          ? wanted('other-way', 'pass', (await this.#bench.look(this.#step))())
          : [failed('other-way', status, stdout)];
      this.#failures.push(...failures.map((one) => ({ ...one, subject })));
      await this.#bench.restore('begin');
      this.#tick();
    }
  }

  /** Null when the commands of the course worked. */
  async #attempt(at: Failure['at'], run: () => Promise<void>): Promise<Failure | null> {
    try {
      await run();
      return null;
    } catch (error) {
      if (!(error instanceof LabsError) || error.code !== 'replay-failed') throw error;
      const { command = '', status = '?', output = '' } = error.params;
      const subject = String(command);
      return { at, subject, expected: 'status 0', said: `status ${status}: ${output}` };
    }
  }

  /** The solved step: judged with the truth, without an answer, and with each wrong one. */
  async #after(wrongAnswers: readonly Mistake[]): Promise<void> {
    const { ask } = this.#step;
    const truths = ask === null ? [] : await this.#bench.truths(ask.run);
    // Of a set, all lines together are the answer; else each line is one.
    const answers = ask?.kind === 'set' ? [truths.join(' ')] : truths;
    const look = await this.#bench.look(this.#step);
    [this.#answer] = answers;
    const verdict = look(this.#answer);
    this.#solved = verdict;
    this.#verdicts = { ...this.#verdicts, after: verdict.verdict };
    this.#failures.push(...wanted('after', 'pass', verdict));
    if (ask === null) return;
    for (const answer of answers.slice(1)) {
      const failures = wanted('truth', 'pass', look(answer));
      this.#failures.push(...failures.map((one) => ({ ...one, subject: answer })));
    }
    this.#failures.push(...wanted('no-answer', 'not-yet', look()));
    for (const mistake of wrongAnswers) this.#record(mistake, look(mistake.answer));
  }

  /** Mistakes on top of the solution, each undone by a restore, after which the step must pass again. */
  async #onTop(mistakes: readonly Mistake[]): Promise<void> {
    if (mistakes.length === 0) await this.#again('');
    else await this.#bench.save('solved');
    for (const mistake of mistakes) {
      await this.#make(mistake);
      await this.#bench.restore('solved');
      await this.#again(mistake.run ?? '');
    }
  }

  async #again(subject: string): Promise<void> {
    const verdict = (await this.#bench.look(this.#step))(this.#answer);
    this.#verdicts = {
      ...this.#verdicts,
      again: worst(this.#verdicts.again, verdict.verdict),
    };
    const failures = wanted('again', 'pass', verdict);
    this.#failures.push(...failures.map((one) => ({ ...one, subject })));
  }

  async #make(mistake: Mistake): Promise<void> {
    const { status, stdout } = await this.#bench.type(mistake.run ?? '');
    if (status !== 0) {
      // What did not happen as it is written proves nothing, even if the check says not-yet.
      const { said } = failed('mistake', status, stdout);
      this.#results.set(mistake, untried(mistake, `its command failed: ${said}`));
    } else {
      const look: Look = await this.#bench.look(this.#step);
      this.#record(mistake, look(this.#answer));
    }
    this.#tick();
  }

  #record(mistake: Mistake, verdict: Verdict): void {
    this.#mistaken.push(verdict);
    this.#results.set(mistake, judgeMistake(mistake, verdict));
  }

  #tick(): void {
    this.#done += 1;
    const { mistakes, otherWays } = this.#step;
    const all = 2 + otherWays.length + mistakes.filter(({ run }) => run !== undefined).length;
    this.#options.fraction(this.#done / all);
  }
}

/** What is written down did not even run. */
function failed(at: Failure['at'], status: number | null, stdout: string): Failure {
  const output = stdout.replace(/^bridge-labs: block \d+\n?/m, '').trim();
  return { at, subject: '', expected: 'status 0', said: `status ${status}: ${output}` };
}
