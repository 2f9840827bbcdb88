// What a machine of the proof takes next: a lab, or a part of one that another machine is at. Pure.
import type { Course, Lab, Step } from '../../course/types.ts';
import { stepsBefore } from '../../learner/plan.ts';
import type { StepRef } from '../../progress/index.ts';

export interface Task {
  readonly lab: Lab;
  readonly steps: readonly Step[];
}

/** How long the steps of a lab that are still to be proven will take, in any unit. */
export type Cost = (lab: Lab) => number;

/** How many steps a machine would have to replay to stand behind these. */
export type Distance = (steps: readonly StepRef[]) => number;

/** What one machine has taken of a lab. */
export interface Share {
  readonly lab: Lab;
  /** What nobody has begun; others may take the end of it away. */
  readonly rest: Step[];
}

/** Of a step that was never proven, seconds; of one that is only replayed. An emulated machine takes about as long. */
const UNKNOWN = 30;
const REPLAY = 5;

/** All that is to be proven, and who is at what. */
export class Work {
  readonly #course: Course;
  /** Labs that nobody is at, and what is to be proven of each. */
  readonly #left: Map<Lab, readonly Step[]>;
  readonly #shares = new Set<Share>();
  readonly #seconds: (lab: Lab, step: Step) => number;

  /** `seconds`: what a step took before; null where nobody knows. */
  constructor(
    course: Course,
    tasks: readonly Task[],
    seconds: (lab: Lab, step: Step) => number | null,
  ) {
    this.#course = course;
    const some = tasks.filter(({ steps }) => steps.length > 0);
    this.#left = new Map(some.map(({ lab, steps }) => [lab, steps]));
    this.#seconds = (lab, step) => seconds(lab, step) ?? UNKNOWN;
  }

  /** Whether there is anything that a machine could take. */
  get open(): boolean {
    return this.#left.size > 0 || [...this.#shares].some(({ rest }) => rest.length > 0);
  }

  /** A lab that nobody is at, else the later half of what is left of one; null where neither is worth its way. */
  take(distance: Distance): Share | null {
    const share = this.#wholeLab(distance) ?? this.#half(distance);
    if (share !== null) this.#shares.add(share);
    return share;
  }

  /** It is done, or given up. Whether nobody is at this lab any more. */
  end(share: Share, givenUp: boolean): boolean {
    this.#shares.delete(share);
    const others = [...this.#shares].filter(({ lab }) => lab === share.lab);
    // The steps after one that failed rest on it.
    if (givenUp) for (const { rest } of others) rest.length = 0;
    return others.length === 0;
  }

  /** Whether a lab that nobody is at begins where this one ends. */
  isNeeded(lab: Lab): boolean {
    return [...this.#left.keys()].some(({ needs }) => needs.includes(lab.slug));
  }

  #wholeLab(distance: Distance): Share | null {
    const steps = (lab: Lab): readonly Step[] => this.#left.get(lab) ?? [];
    const lab = nextLab(
      this.#course,
      [...this.#left.keys()],
      (each) => distance(this.#before(each, steps(each)[0])),
      (each) => this.#cost(each, steps(each)),
    );
    if (lab === null) return null;
    const rest = [...steps(lab)];
    this.#left.delete(lab);
    return { lab, rest };
  }

  #half(distance: Distance): Share | null {
    let longest: Share | null = null;
    for (const share of this.#shares) {
      const most = longest === null ? 0 : this.#cost(longest.lab, longest.rest);
      if (this.#cost(share.lab, share.rest) > most) longest = share;
    }
    if (longest === null) return null;
    const { lab, rest } = longest;
    const half = this.#cost(lab, rest) / 2;
    let from = rest.length - 1;
    while (from > 0 && this.#cost(lab, rest.slice(from)) < half) from -= 1;
    const part = rest.slice(from);
    // Else whoever is at it is done as soon.
    if (distance(this.#before(lab, part[0])) * REPLAY > this.#cost(lab, part)) return null;
    rest.length = from;
    return { lab, rest: part };
  }

  #before(lab: Lab, step: Step | undefined): StepRef[] {
    return stepsBefore(this.#course, { lab: lab.slug, step: step?.id ?? '' });
  }

  #cost(lab: Lab, steps: readonly Step[]): number {
    return steps.reduce((sum, step) => sum + this.#seconds(lab, step), 0);
  }
}

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

/** Cost of the lab, and of the longest chain of labs that need it. */
function behind(course: Course, lab: Lab, cost: Cost): number {
  const next = course.labs.filter(
    ({ needs, number }) => needs.includes(lab.slug) && number > lab.number,
  );
  return cost(lab) + Math.max(0, ...next.map((each) => behind(course, each, cost)));
}
