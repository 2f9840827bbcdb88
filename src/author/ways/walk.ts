// Goes a step as a learner does: begins it, solves it, has it checked.
import type { VerdictValue } from '../../checks/types.ts';
import type { Step } from '../../course/types.ts';
import { isReplayFailure } from '../../learner/replay.ts';
import type { Bench } from '../prove/bench.ts';
import { wanted, type Failure, type StepResult } from '../prove/results.ts';
import type { StepOptions } from '../prove/step.ts';

export interface WalkOptions extends StepOptions {
  /** Called with a step that passes as it begins: from then on it is to have no commands. */
  readonly passes: (step: Step) => void;
}

/**
 * Leaves the machine, which stands at the step's beginning, at its end. A step that passes as it begins is not solved once more,
 * since the way of the step before did both. With `solved` false its commands failed. The result has no mistakes and no variations.
 * Throws LabsError when the machine cannot be asked.
 */
export async function walkStep(
  bench: Bench,
  step: Step,
  { lab, fraction, now, passes }: WalkOptions,
): Promise<{ readonly result: StepResult; readonly solved: boolean }> {
  const since = now();
  const failures: Failure[] = [];
  let before: VerdictValue | null = null;
  let after: VerdictValue | null = null;
  let at: Failure['at'] = 'setup';
  let solved = true;
  try {
    await bench.setUp(lab, step);
    before = (await bench.look(step))().verdict;
    if (before === 'pass') passes(step);
    else at = step.otherWays.length > 0 ? 'other-way' : 'solution';
    const text = await bench.solve(lab, step);
    fraction(0.5);
    if (before !== 'pass') {
      const ended = (await bench.look(step))(await answerOf(bench, step), { text });
      after = ended.verdict;
      failures.push(...wanted('after', 'pass', ended));
    }
  } catch (error) {
    if (!isReplayFailure(error)) throw error;
    const { command = '', status = '?', output = '' } = error.params;
    const said = `status ${status}: ${output}`;
    failures.push({ at, subject: String(command), expected: 'status 0', said });
    solved = false;
  }
  const result: StepResult = {
    step: step.id,
    verdicts: { before, after, again: null },
    ...{ mistakes: [], otherWays: [], variants: { tried: 0, right: 0 } },
    ...{ untested: [], expectations: 0, failures },
    seconds: Math.round((now() - since) / 100) / 10,
  };
  return { result, solved };
}

/** Of a set, all that the machine tells is the answer; else the first of it is one. */
async function answerOf(bench: Bench, { ask }: Step): Promise<string | undefined> {
  if (ask === null) return undefined;
  const truths = await bench.truths(ask.run);
  return ask.kind === 'set' ? truths.join(' ') : truths[0];
}
