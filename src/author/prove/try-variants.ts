// Tries variations of a solution: whose end state is the right one must pass, any other must not.
import type { Step } from '../../course/types.ts';
import type { Bench } from './bench.ts';
import { said, type Failure } from './results.ts';
import { variantsOf, type Variant } from './variants.ts';

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

/** The machine then stands anywhere. */
export async function tryVariants(
  bench: Bench,
  step: Step,
  options: VariantOptions,
): Promise<VariantsResult> {
  const changing = await changingCommands(bench, options);
  const variants = variantsOf(options.commands, changing, step.harmless);
  const failures: Failure[] = [];
  let right = 0;
  for (const variant of variants) {
    const result = await tryOne(bench, step, variant, options);
    if (result === 'right') right += 1;
    else if (result !== 'unsteady') failures.push(result);
    options.tick();
  }
  return { variants: { tried: right + failures.length, right }, failures };
}

/** Indexes of the commands that change anything: the others only look, and need not be varied. */
async function changingCommands(bench: Bench, options: VariantOptions): Promise<number[]> {
  const { commands, begin } = options;
  if (commands.length < 2) return commands.map((_, index) => index);
  await bench.restore(begin);
  const states = await bench.trace(commands);
  return commands.flatMap((_, index) => (states[index] === states[index + 1] ? [] : [index]));
}

async function tryOne(
  bench: Bench,
  step: Step,
  variant: Variant,
  { begin, right, answer, commands }: VariantOptions,
): Promise<Failure | 'right' | 'unsteady'> {
  await bench.restore(begin);
  await bench.typeAll(variant.commands);
  const { look, fingerprint } = await bench.lookFully(step);
  const verdict = look(answer);
  const equal = fingerprint === right;
  if ((verdict.verdict === 'pass') === equal) return 'right';
  // Of commands that do not end the same way twice, no variation can be judged.
  if (!equal && !(await isSteady(bench, step, begin, commands, right))) return 'unsteady';
  const first = equal ? '' : difference(right, fingerprint);
  return {
    at: 'variant',
    subject: `${variant.kind}: ${variant.command}`,
    expected: equal ? 'pass' : `not-yet (${first})`,
    said: said(verdict),
  };
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
