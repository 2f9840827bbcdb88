// Proves one step: not-yet before its solution, pass after it, not-yet after each mistake, and pass again.
import type { Evidence, Verdict } from '../../checks/types.ts';
import type { Mistake, Step } from '../../course/types.ts';
import { isReplayFailure } from '../../learner/replay.ts';
import type { Bench, FullLook, Look } from './bench.ts';
import {
  expectationsOf,
  judgeMistake,
  mistakeFailures,
  untestedOf,
  untried,
  wanted,
  type Failure,
  type MistakeResult,
  type StepResult,
  type Verdicts,
} from './results.ts';
import { tryVariants } from './try-variants.ts';
import { commandsOf } from './variants.ts';

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
  /** Of the solution, where its check judges the machine: a step that only asks has nothing to vary. */
  readonly #commands: readonly string[];
  #solved: Verdict | null = null;
  #verdicts: Verdicts = { before: null, after: null, again: null };
  #variants = { tried: 0, right: 0 };
  #answer: string | undefined;
  /** What stands on the learner's screen: nothing, before they have done anything. */
  #evidence: Evidence = { text: '' };
  #done = 0;

  constructor(bench: Bench, step: Step, options: StepOptions) {
    this.#bench = bench;
    this.#step = step;
    this.#options = options;
    this.#commands = step.expect.length === 0 ? [] : commandsOf(step.commands);
  }

  /** Resolves with whether the machine is at the end of the step. */
  async run(): Promise<boolean> {
    const { mistakes, otherWays } = this.#step;
    const typed = mistakes.filter(({ run }) => run !== undefined);
    const instead = typed.filter(({ when }) => when === 'instead');
    const onTop = typed.filter(({ when }) => when === 'after');
    if (!(await this.#attempt('setup', (lab) => this.#bench.setUp(lab, this.#step)))) return false;
    await this.#before();
    const fromHere = instead.length + otherWays.length + this.#commands.length > 0;
    const begin = fromHere ? await this.#bench.mark() : '';
    for (const mistake of instead) await this.#make(mistake, begin);
    for (const way of otherWays) await this.#otherWay(way, begin);
    if (fromHere) await this.#bench.restore(begin);
    const solve = async (lab: string): Promise<void> => {
      this.#evidence = { text: await this.#bench.solve(lab, this.#step) };
    };
    if (!(await this.#attempt('solution', solve))) return false;
    const full = await this.#after(mistakes.filter(({ answer }) => answer !== undefined));
    if (onTop.length + this.#commands.length === 0) return true;
    const solved = await this.#bench.mark(begin);
    for (const mistake of onTop) await this.#make(mistake, solved);
    if (full !== null) await this.#vary(begin, full.fingerprint);
    await this.#bench.restore(solved);
    await this.#again();
    return true;
  }

  result(seconds: number): StepResult {
    const mistakes = this.#step.mistakes.flatMap((mistake) => this.#results.get(mistake) ?? []);
    return {
      step: this.#step.id,
      verdicts: this.#verdicts,
      mistakes,
      otherWays: this.#step.otherWays,
      variants: this.#variants,
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

  /** The check judges effects: whatever way leads to them passes. */
  async #otherWay(subject: string, begin: string): Promise<void> {
    await this.#bench.restore(begin);
    const { status, stdout } = await this.#bench.type(subject);
    const failures =
      status === 0
        ? wanted('other-way', 'pass', (await this.#bench.look(this.#step))())
        : [failed('other-way', status, stdout)];
    this.#failures.push(...failures.map((one) => ({ ...one, subject })));
    this.#tick();
  }

  /** Whether the commands of the course worked. */
  async #attempt(at: Failure['at'], run: (lab: string) => Promise<void>): Promise<boolean> {
    try {
      await run(this.#options.lab);
      return true;
    } catch (error) {
      if (!isReplayFailure(error)) throw error;
      const { command = '', status = '?', output = '' } = error.params;
      const subject = String(command);
      this.#failures.push({
        at,
        subject,
        expected: 'status 0',
        said: `status ${status}: ${output}`,
      });
      return false;
    }
  }

  /** The solved step: judged with the truth, without an answer, and with each wrong one. */
  async #after(wrongAnswers: readonly Mistake[]): Promise<FullLook | null> {
    const { ask } = this.#step;
    const truths = ask === null ? [] : await this.#bench.truths(ask.run);
    // Of a set, all lines together are the answer; else each line is one.
    const answers = ask?.kind === 'set' ? [truths.join(' ')] : truths;
    const full = this.#commands.length === 0 ? null : await this.#bench.lookFully(this.#step);
    const look = full?.look ?? (await this.#bench.look(this.#step));
    [this.#answer] = answers;
    const verdict = look(this.#answer, this.#evidence);
    this.#solved = verdict;
    this.#verdicts = { ...this.#verdicts, after: verdict.verdict };
    this.#failures.push(...wanted('after', 'pass', verdict));
    this.#tick();
    if (ask === null) return full;
    for (const answer of answers.slice(1)) {
      const failures = wanted('truth', 'pass', look(answer, this.#evidence));
      this.#failures.push(...failures.map((one) => ({ ...one, subject: answer })));
    }
    this.#failures.push(...wanted('no-answer', 'not-yet', look()));
    for (const mistake of wrongAnswers) this.#record(mistake, look(mistake.answer, this.#evidence));
    if (this.#step.inspect) this.#unseen(look);
    return full;
  }

  /** Whoever copied the answer, and ran nothing, does not pass; who has no recording does. */
  #unseen(look: Look): void {
    const copied = look(this.#answer, { text: '' });
    this.#mistaken.push(copied);
    this.#failures.push(...wanted('not-run', 'not-yet', copied));
    this.#failures.push(
      ...wanted('not-recorded', 'pass', look(this.#answer, { missing: 'elsewhere' })),
    );
  }

  /** What was tried is undone by a restore, after which the step passes as before. */
  async #again(): Promise<void> {
    const verdict = (await this.#bench.look(this.#step))(this.#answer, this.#evidence);
    this.#verdicts = { ...this.#verdicts, again: verdict.verdict };
    this.#failures.push(...wanted('again', 'pass', verdict));
  }

  async #vary(begin: string, right: string): Promise<void> {
    const { variants, failures } = await tryVariants(this.#bench, this.#step, {
      ...{ begin, right, answer: this.#answer, commands: this.#commands },
      tick: () => {
        this.#tick();
      },
    });
    this.#variants = variants;
    this.#failures.push(...failures);
  }

  async #make(mistake: Mistake, from: string): Promise<void> {
    await this.#bench.restore(from);
    const { status, stdout } = await this.#bench.type(mistake.run ?? '');
    if (status !== 0) {
      // What did not happen as it is written proves nothing, even if the check says not-yet.
      const { said } = failed('mistake', status, stdout);
      this.#results.set(mistake, untried(mistake, `its command failed: ${said}`));
    } else {
      const look = await this.#bench.look(this.#step);
      this.#record(mistake, look(this.#answer, this.#evidence));
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
    const typed = mistakes.filter(({ run }) => run !== undefined).length;
    // How many variants there are is only known once the solution was traced: about two a command.
    const all = 2 + otherWays.length + typed + 2 * this.#commands.length;
    this.#options.fraction(Math.min(1, this.#done / all));
  }
}

/** What is written down did not even run. */
function failed(at: Failure['at'], status: number | null, stdout: string): Failure {
  const output = stdout.replace(/^bridge-labs: block \d+\n?/m, '').trim();
  return { at, subject: '', expected: 'status 0', said: `status ${status}: ${output}` };
}
