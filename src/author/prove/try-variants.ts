// Tries variations of a solution: whose end state is the right one must pass, any other must not.
import type { Step } from '../../course/types.ts';
import type { Bench } from './bench.ts';
import { said, type Failure } from './results.ts';
import { leftOut, rearranged, varied, type Variant } from './variants.ts';

export interface VariantOptions {
  /** Checkpoint of the step's beginning. */
  readonly begin: string;
  /** State of the machine after the solution. */
  readonly right: string;
  /** The right answer, for a step that asks as well. */
  readonly answer: string | undefined;
  /** The commands of the solution. */
  readonly commands: readonly string[];
  /** Called after each. */
  readonly tick: () => void;
}

export interface VariantsResult {
  /** Without those that could not be judged. */
  readonly variants: { readonly tried: number; readonly right: number };
  readonly failures: readonly Failure[];
}

/** What became of a variant; `equal`: its end state is that of the solution. */
interface Outcome {
  readonly equal: boolean;
  /** Null where the check was right, or where nothing can be said. */
  readonly failure: Failure | null;
  readonly judged: boolean;
}

/** The machine then stands anywhere. */
export async function tryVariants(
  bench: Bench,
  step: Step,
  options: VariantOptions,
): Promise<VariantsResult> {
  const { commands } = options;
  const outcomes: Outcome[] = [];
  const tryAll = async (variants: readonly Variant[]): Promise<Variant[]> => {
    const different: Variant[] = [];
    for (const variant of variants) {
      const outcome = await tryOne(bench, step, variant, options);
      outcomes.push(outcome);
      if (!outcome.equal) different.push(variant);
      options.tick();
    }
    return different;
  };
  const changing =
    commands.length < 2
      ? varied(commands, step.harmless)
      : (await tryAll(leftOut(commands, step.harmless))).map(({ index }) => index);
  await tryAll(rearranged(commands, changing));
  const tried = outcomes.filter(({ judged }) => judged);
  const failures = outcomes.flatMap(({ failure }) => failure ?? []);
  return { variants: { tried: tried.length, right: tried.length - failures.length }, failures };
}

async function tryOne(
  bench: Bench,
  step: Step,
  variant: Variant,
  { begin, right, answer, commands }: VariantOptions,
): Promise<Outcome> {
  await bench.restore(begin);
  await bench.typeAll(variant.commands);
  const { look, fingerprint } = await bench.lookFully(step);
  const verdict = look(answer);
  const equal = fingerprint === right;
  if ((verdict.verdict === 'pass') === equal) return { equal, failure: null, judged: true };
  // Of commands that do not end the same way twice, no variation can be judged.
  if (!equal && !(await isSteady(bench, step, begin, commands, right))) {
    return { equal, failure: null, judged: false };
  }
  const first = equal ? '' : difference(right, fingerprint);
  const failure: Failure = {
    at: 'variant',
    subject: `${variant.kind}: ${variant.command}`,
    expected: equal ? 'pass' : `not-yet (${first})`,
    said: said(verdict),
  };
  return { equal, failure, judged: true };
}

async function isSteady(
  bench: Bench,
  step: Step,
  begin: string,
  commands: readonly string[],
  right: string,
): Promise<boolean> {
  await bench.restore(begin);
  await bench.typeAll(commands);
  return (await bench.lookFully(step)).fingerprint === right;
}

/** The first line that one of two states has, and the other has not. */
function difference(right: string, found: string): string {
  const [wanted, there] = [right.split('\n'), found.split('\n')];
  const more = there.find((line) => !wanted.includes(line));
  if (more !== undefined) return `there is: ${more.slice(0, 200)}`;
  const missing = wanted.find((line) => !there.includes(line));
  return missing === undefined
    ? 'one line is there more often'
    : `missing: ${missing.slice(0, 200)}`;
}
