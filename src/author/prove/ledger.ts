// What of a course has been proven: proven.json in its folder, so that only what has changed since is proven again;
// proven.SEED.json with the names that a seed draws.
import { createHash } from 'node:crypto';
import { access, constants, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Course, Lab, Step } from '../../course/types.ts';
import { writeWhole } from '../../host/atomic-write.ts';
import { stepsBefore } from '../../learner/plan.ts';
import { spot } from '../../learner/standing.ts';
import { proofKey, stateKey } from './key.ts';
import { totalsOf, type StepResult, type Totals } from './results.ts';

/** The file's name. `seed`: of the names that differ; null: with those of the course's files. */
export function ledgerName(seed: string | null): string {
  return seed === null ? 'proven.json' : `proven.${seed}.json`;
}

/** As the files of the course beside it, with which it goes into git and packages. */
const SHARED = 0o666;

/** Set by the build (scripts/judge.mjs): other code that observes, judges or proves, or another machine, is another judge. */
declare const BRIDGE_LABS_JUDGE: string | undefined;
const JUDGE = typeof BRIDGE_LABS_JUDGE === 'undefined' ? 'not built' : BRIDGE_LABS_JUDGE;

const count = z.int().nonnegative();
const proven = z.strictObject({
  /** Of all that the proof rests on: the judge, the machine before the step, the step. */
  key: z.string(),
  seconds: z.number().nonnegative(),
  mistakes: count,
  expectations: count,
  covered: count,
  variations: count,
});
const ledger = z.strictObject({ steps: z.record(z.string(), proven) });
type Proven = z.infer<typeof proven>;

export class Ledger {
  readonly #file: string;
  readonly #course: Course;
  readonly #steps: Map<string, Proven>;
  /** What was proven with the names of the files, where the seed draws others. Never written. */
  readonly #base: ReadonlyMap<string, Proven>;
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    file: string,
    course: Course,
    steps: Map<string, Proven>,
    base: ReadonlyMap<string, Proven>,
  ) {
    this.#file = file;
    this.#course = course;
    this.#steps = steps;
    this.#base = base;
  }

  /**
   * The ledger of a course in a folder. Null where the course has none, or one that cannot be written (an installed
   * package), unless one is wanted. One that makes no sense says nothing: what it said is proven again. Throws the file
   * system's error.
   */
  static async open(
    folder: string,
    course: Course,
    { wanted, seed }: { readonly wanted: boolean; readonly seed: string | null },
  ): Promise<Ledger | null> {
    const file = join(folder, ledgerName(seed));
    const text = await textOf(file);
    if (!wanted && (text === null || !(await isWritable(file)))) return null;
    const base = seed === null ? null : await textOf(join(folder, ledgerName(null)));
    return new Ledger(file, course, stepsIn(text), stepsIn(base));
  }

  /** Whether the step was proven as it is now, after the same steps, by the same judge. */
  holds(lab: Lab, step: Step): boolean {
    return this.#held(lab, step) !== undefined;
  }

  /** How long the step took when it was proven last, even if it has changed since; if it never was, as long as others; null without any. */
  seconds(lab: Lab, step: Step): number | null {
    const name = nameOf(lab, step);
    const last = this.#steps.get(name) ?? this.#base.get(name);
    if (last !== undefined) return last.seconds;
    const others = [...this.#base.values(), ...this.#steps.values()];
    const all = others.reduce((sum, one) => sum + one.seconds, 0);
    return others.length === 0 ? null : all / others.length;
  }

  /** Writes down what was found, at once: whoever is interrupted goes on from there. */
  record(lab: Lab, result: StepResult): Promise<void> {
    const step = lab.steps.find(({ id }) => id === result.step);
    if (step === undefined) return this.#writing;
    if (result.failures.length === 0)
      this.#steps.set(nameOf(lab, step), this.#entry(lab, step, result));
    else this.#steps.delete(nameOf(lab, step));
    this.#writing = this.#writing.then(() => writeWhole(this.#file, this.#text(), SHARED));
    return this.#writing;
  }

  /** Counts of those of the steps given that hold, as they were proven. */
  totals(names: readonly { readonly lab: Lab; readonly step: Step }[]): Totals {
    const held = names.flatMap(({ lab, step }) => this.#held(lab, step) ?? []);
    const sum = (of: (one: Proven) => number): number =>
      held.reduce((all, one) => all + of(one), 0);
    const [mistakes, variations] = [sum((one) => one.mistakes), sum((one) => one.variations)];
    return {
      ...{ steps: held.length, caught: mistakes, tried: mistakes },
      ...{ variantsRight: variations, variantsTried: variations },
      ...{ covered: sum((one) => one.covered), expectations: sum((one) => one.expectations) },
      ok: true,
    };
  }

  /** A step without such names, after steps without, is the same proof with each seed: its key says so. */
  #held(lab: Lab, step: Step): Proven | undefined {
    const [name, key] = [nameOf(lab, step), keyOf(this.#course, lab, step)];
    return [this.#steps, this.#base].map((each) => each.get(name)).find((one) => one?.key === key);
  }

  #entry(lab: Lab, step: Step, result: StepResult): Proven {
    const { covered, expectations, tried, variantsTried } = totalsOf([
      { lab: lab.slug, steps: [result], stopped: null },
    ]);
    return {
      key: keyOf(this.#course, lab, step),
      ...{ seconds: result.seconds, mistakes: tried, expectations, covered },
      variations: variantsTried,
    };
  }

  /** In the order of the course, a line a step, so that a change is a line; without steps that are no more. */
  #text(): string {
    const lines = this.#course.labs.flatMap((lab) =>
      lab.steps.flatMap((step) => {
        const name = nameOf(lab, step);
        const one = this.#steps.get(name);
        return one === undefined ? [] : [`    ${JSON.stringify(name)}: ${JSON.stringify(one)}`];
      }),
    );
    return `{\n  "steps": {\n${lines.join(',\n')}\n  }\n}\n`;
  }
}

function isWritable(file: string): Promise<boolean> {
  return access(file, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Null where there is no such file. */
function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
}

function stepsIn(text: string | null): Map<string, Proven> {
  if (text === null) return new Map();
  try {
    return new Map(Object.entries(ledger.parse(JSON.parse(text)).steps));
  } catch {
    return new Map();
  }
}

function nameOf({ slug }: Lab, { id }: Step): string {
  return `${slug}/${id}`;
}

/** Same key, same proof. */
function keyOf(course: Course, lab: Lab, step: Step): string {
  const first = lab.steps[0]?.id ?? '';
  const before = stepsBefore(course, { lab: lab.slug, step: first });
  const way = stateKey(before.map((at) => spot(course, at).step));
  const hash = createHash('sha256').update(JSON.stringify([JUDGE, way, proofKey(lab, step)]));
  return hash.digest('hex').slice(0, 16);
}
