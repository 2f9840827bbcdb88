// A course as those go through it who solve its steps in other ways than its author. Pure.
import type { Course, Lab, Step } from '../../course/types.ts';
import { neededLabs } from '../../learner/plan.ts';

/** How often these labs have to be gone through until each other way was gone: as many as some step on the way has. */
export function roundsOf(course: Course, labs: readonly Lab[]): number {
  return Math.max(0, ...labs.map((lab) => mostWays(course, lab)));
}

/** Those of the labs where round `n` (0-based) is another than the rounds before it. */
export function labsOfRound(course: Course, labs: readonly Lab[], n: number): Lab[] {
  return labs.filter((lab) => mostWays(course, lab) > n);
}

/**
 * The course of round `n`: a step that has other ways is solved by one of them, the first in the first round, and so on;
 * one that has fewer begins again.
 */
export function courseOfRound(course: Course, n: number): Course {
  return {
    ...course,
    labs: course.labs.map((lab) => ({
      ...lab,
      steps: lab.steps.map((step) => ({ ...step, ...solvedBy(step, n) })),
    })),
  };
}

function solvedBy({ otherWays }: Step, n: number): Partial<Step> {
  const way = otherWays[n % Math.max(1, otherWays.length)];
  return way === undefined ? {} : { commands: [way] };
}

/** The most other ways of any step of the lab, and of those that it begins behind. */
function mostWays(course: Course, lab: Lab): number {
  const onTheWay = [lab, ...neededLabs(course, lab)];
  return Math.max(0, ...onTheWay.flatMap(({ steps }) => steps.map((one) => one.otherWays.length)));
}
