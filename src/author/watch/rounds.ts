// What `labs author watch` does after each change: faults, the changed steps as they read, and their proofs.
import type { LoadedCourse } from '../../course/markdown.ts';
import { formatProblem } from '../../course/problem.ts';
import type { Course, Lab, Step } from '../../course/types.ts';
import { isReplayFailure } from '../../learner/replay.ts';
import type { Session } from '../../learner/session.ts';
import { countProblems, nearName, nearProblems } from '../lint.ts';
import { tasksOf } from '../prove.ts';
import { tellStep } from '../prove/tell.ts';
import { proofKey } from '../prove/key.ts';
import { changesOf, type Change } from './changes.ts';
import type { ProofMachine } from './machine.ts';
import { readNow, type Reading } from './read.ts';
import { showChange, showIntros } from './show.ts';

export interface Scope {
  readonly lab: string | undefined;
  readonly step: string | undefined;
}

export class Rounds {
  readonly #session: Session;
  readonly #folder: string;
  readonly #scope: Scope;
  readonly #machine: ProofMachine | null;
  /** As it was shown last. */
  #shown: LoadedCourse | null = null;
  /** By LAB/STEP: the key under which a step needs no proof. */
  readonly #settled = new Map<string, string>();
  /** By LAB/STEP: how its last proof here went. */
  readonly #proven = new Map<string, boolean>();

  /** @param machine  Null: nothing is proven. */
  constructor(session: Session, folder: string, scope: Scope, machine: ProofMachine | null) {
    this.#session = session;
    this.#folder = folder;
    this.#scope = scope;
    this.#machine = machine;
  }

  /**
   * Looks at the course for the first time. Without a lab or a step in the scope, all of it counts as known; else those
   * are shown and proven by the first round. Throws `no-course`, and `unknown-lab` or `unknown-step` for a scope that
   * a whole course does not have.
   */
  async begin(): Promise<void> {
    const reading = await readNow(this.#folder);
    const { course } = reading.loaded;
    const all = this.#scope.lab === undefined && this.#scope.step === undefined;
    if (!reading.broken) tasksOf(course, this.#scope);
    if (all) {
      this.#shown = reading.loaded;
      for (const { lab, step } of stepsOf(course)) {
        this.#settled.set(nameOf(lab, step), proofKey(lab, step));
      }
    }
    const steps = stepsOf(course).length;
    const { author } = this.#session.messages;
    this.#session.tell(
      author.watching(nearName(this.#session, this.#folder), course.labs.length, steps),
    );
  }

  /** One round; `signal` ends it, and what it did not come to is left for the next. */
  async run(signal: AbortSignal): Promise<void> {
    const session = this.#session.until(signal);
    const reading = await readNow(this.#folder);
    this.#tellProblems(reading);
    if (reading.broken) return;
    const { loaded } = reading;
    const { course } = loaded;
    const scope = tasksOf(course, this.#scope);
    const inScope = (lab: Lab, step: Step): boolean =>
      scope.some((task) => task.lab === lab && task.steps.includes(step));
    const changes = changesOf(this.#shown?.course ?? null, course).filter(({ lab, step }) =>
      inScope(lab, step),
    );
    showIntros(session, this.#shown, loaded, (slug) => scope.some(({ lab }) => lab.slug === slug));
    for (const change of changes) await showChange(session, loaded, change);
    this.#shown = loaded;
    if (this.#machine === null) return;
    for (const change of changes) this.#settle(change);
    for (const { lab, steps } of scope) await this.#proveLab(session, course, lab, steps);
  }

  #tellProblems({ problems: found, broken }: Reading): void {
    const session = this.#session;
    const problems = nearProblems(session, this.#folder, found);
    for (const problem of problems) {
      const [place = '', ...rest] = formatProblem(problem).split('\n');
      // Warnings are told at every save: where they are is enough.
      session.print(place, ...(problem.severity === 'error' ? rest : []));
    }
    session.print(`${nearName(session, this.#folder)}: ${countProblems(problems).line}`);
    if (broken) session.tell(session.messages.author.brokenCourse);
  }

  /** A step of which only the text changed keeps its proof; one that was not proven here yet has none to keep. */
  #settle({ lab, step }: Change): void {
    const name = nameOf(lab, step);
    const ok = this.#proven.get(name);
    if (this.#settled.get(name) !== proofKey(lab, step)) return;
    if (ok === undefined) this.#settled.delete(name);
    else this.#session.tell(this.#session.messages.author.stillHolds(ok), 'dim');
  }

  async #proveLab(
    session: Session,
    course: Course,
    lab: Lab,
    steps: readonly Step[],
  ): Promise<void> {
    for (const step of steps) {
      const name = nameOf(lab, step);
      const key = proofKey(lab, step);
      if (this.#settled.get(name) === key) continue;
      const ok = await this.#prove(session, course, lab, step);
      this.#settled.set(name, key);
      this.#proven.set(name, ok);
    }
  }

  /** Whether all of it holds. What ends the proof, but is no fault of the step, is thrown. */
  async #prove(session: Session, course: Course, lab: Lab, step: Step): Promise<boolean> {
    try {
      const result = await this.#machine!.prove(session, course, lab, step);
      tellStep(session, lab, result);
      return result.failures.length === 0;
    } catch (error) {
      if (!isReplayFailure(error)) throw error;
      const { author } = session.messages;
      session.tell(author.cannotProve(`${lab.number}/${step.id}`, error.message));
      return false;
    }
  }
}

function stepsOf(course: Course): { readonly lab: Lab; readonly step: Step }[] {
  return course.labs.flatMap((lab) => lab.steps.map((step) => ({ lab, step })));
}

function nameOf(lab: Lab, step: Step): string {
  return `${lab.slug}/${step.id}`;
}
