// Plans how a machine gets to the beginning of a step, and which checkpoints are worth their disk. Pure.
import type { Course, Lab } from '../course/types.ts';
import type { CheckpointInfo } from '../machines/types.ts';
import { order, sameStep, type StepRef } from '../progress/index.ts';

/** The machine as it was built: the beginning of the course's first step. */
export const BASE = 'base';

export interface Plan {
  /** Checkpoint to restore; null: there is none, begin with a new machine. */
  readonly restore: string | null;
  /** Steps whose solutions are then to be run, in this order. */
  readonly replay: readonly StepRef[];
}

/** Name of the checkpoint that holds the machine as it was when this step began. */
export function checkpointName(at: StepRef): string {
  return `${at.lab}/${at.step}`;
}

/**
 * The steps whose effects the beginning of `target` rests upon, in course order: all of the labs that its
 * lab needs (and that those need), and the steps of its own lab before it.
 * Throws RangeError for a step the course does not have.
 */
export function stepsBefore(course: Course, target: StepRef): StepRef[] {
  const lab = course.labs.find(({ slug }) => slug === target.lab);
  const index = lab?.steps.findIndex(({ id }) => id === target.step) ?? -1;
  if (!lab || index === -1) throw new RangeError(`no step ${checkpointName(target)}`);
  const needed = neededLabs(course, lab);
  return course.labs.flatMap((each) => {
    const steps = each === lab ? each.steps.slice(0, index) : needed.has(each) ? each.steps : [];
    return steps.map((step) => ({ lab: each.slug, step: step.id }));
  });
}

/**
 * The shortest way to the beginning of `target`: restore the latest checkpoint that is on its way, and run
 * the solutions of the steps from there. A checkpoint of a lab that the target does not need is not on its
 * way. Throws RangeError for a step the course does not have.
 */
export function planBringTo(available: readonly string[], course: Course, target: StepRef): Plan {
  const before = stepsBefore(course, target);
  const way = [...before, target];
  for (let index = way.length - 1; index >= 0; index -= 1) {
    const name = checkpointName(way[index] ?? target);
    if (available.includes(name)) return { restore: name, replay: before.slice(index) };
  }
  return { restore: available.includes(BASE) ? BASE : null, replay: before };
}

/** The way to the end of a step: to its beginning, then its own solution. Throws as `planBringTo`. */
export function planThrough(available: readonly string[], course: Course, step: StepRef): Plan {
  const { restore, replay } = planBringTo(available, course, step);
  return { restore, replay: [...replay, step] };
}

/**
 * Names of the checkpoints to remove, so that those that stay are within `limitBytes` as far as can be.
 *
 * Always kept: the beginning of the current step and of the one after it (undo and what a passed
 * check has just saved), and the beginning of the current lab. Kept while there is room: beginnings of labs,
 * nearest to the learner longest, and the earlier steps of the current lab. Never kept: steps inside other
 * labs, and what the course no longer has. Names without a slash are the provider's own, and stay.
 */
export function checkpointsToDrop(
  list: readonly CheckpointInfo[],
  course: Course,
  position: StepRef,
  limitBytes: number,
): string[] {
  const steps = order(course);
  const here = steps.findIndex((step) => sameStep(step, position));
  const starts = new Set(course.labs.flatMap((lab) => firstStepName(lab)));
  const fixed = new Set<string>();
  for (const step of [steps[here], steps[here + 1]]) if (step) fixed.add(checkpointName(step));
  for (const lab of course.labs)
    if (lab.slug === position.lab) firstStepName(lab).forEach((name) => fixed.add(name));

  const places = new Map(steps.map((step, index) => [checkpointName(step), { step, index }]));
  const dropped: string[] = [];
  const spare: { name: string; size: number; start: boolean; far: number }[] = [];
  let total = 0;
  for (const { name, size } of list.filter(isOfStep)) {
    const place = places.get(name);
    const start = starts.has(name);
    if (!fixed.has(name) && (!place || (!start && place.step.lab !== position.lab))) {
      dropped.push(name);
      continue;
    }
    total += size;
    if (!fixed.has(name) && place)
      spare.push({ name, size, start, far: Math.abs(place.index - here) });
  }
  // Steps inside the lab go first (its beginning is near), then the beginnings of far labs.
  spare.sort((a, b) => Number(a.start) - Number(b.start) || b.far - a.far);
  for (const { name, size } of spare) {
    if (total <= limitBytes) break;
    dropped.push(name);
    total -= size;
  }
  return dropped;
}

/** Whether a checkpoint is one that a step left, and not the provider's own. */
export function isOfStep({ name }: { readonly name: string }): boolean {
  return name.includes('/');
}

function firstStepName(lab: Lab): string[] {
  const [first] = lab.steps;
  return first ? [checkpointName({ lab: lab.slug, step: first.id })] : [];
}

export function neededLabs(course: Course, lab: Lab): Set<Lab> {
  const needed = new Set<Lab>();
  const visit = (slugs: readonly string[]): void => {
    for (const slug of slugs) {
      const found = course.labs.find((each) => each.slug === slug);
      // A lab that needs itself, or two that need each other: lint tells; here it must only end.
      if (!found || found === lab || needed.has(found)) continue;
      needed.add(found);
      visit(found.needs);
    }
  };
  visit(lab.needs);
  return needed;
}
