// Which lab a machine of the proof takes next. Pure.
import type { Course, Lab } from '../../course/types.ts';

/** How long the steps of a lab that are still to be proven will take, in any unit. */
export type Cost = (lab: Lab) => number;

/**
 * The lab for a machine that has to replay `distance(lab)` steps to its beginning: one that begins where the machine
 * stands; else the one that most is waiting behind, since the longest way decides when all are done. Null: none is left.
 */
export function nextLab(
  course: Course,
  left: readonly Lab[],
  distance: (lab: Lab) => number,
  cost: Cost,
): Lab | null {
  const near = left.filter((lab) => distance(lab) === 0 && lab.needs.length > 0);
  const pool = near.length > 0 ? near : left;
  let best: Lab | null = null;
  for (const lab of pool) {
    if (best === null || behind(course, lab, cost) > behind(course, best, cost)) best = lab;
  }
  return best;
}

/** Whether a lab that is still to come begins where this one ends. */
export function isNeededLater(lab: Lab, left: readonly Lab[]): boolean {
  return left.some(({ needs }) => needs.includes(lab.slug));
}

/** Cost of the lab, and of the longest chain of labs that need it. */
function behind(course: Course, lab: Lab, cost: Cost): number {
  const next = course.labs.filter(
    ({ needs, number }) => needs.includes(lab.slug) && number > lab.number,
  );
  return cost(lab) + Math.max(0, ...next.map((each) => behind(course, each, cost)));
}
