// Where the learner stands in the course, and how a place is called.
import type { LoadedCourse } from '../course/markdown.ts';
import type { Course, Lab, Step } from '../course/types.ts';
import { currentPosition, isFinished, type Progress, type StepRef } from '../progress/index.ts';
import type { Session } from './session.ts';

export interface Spot {
  readonly lab: Lab;
  readonly step: Step;
  /** 1-based place of the step in its lab. */
  readonly number: number;
  readonly at: StepRef;
}

export interface Standing extends Spot {
  readonly loaded: LoadedCourse;
  readonly course: Course;
  readonly progress: Progress;
}

/** Course, progress and the step at which the learner is. */
export async function standing(session: Session): Promise<Standing> {
  const loaded = await session.course();
  const progress = await session.progress();
  const { course } = loaded;
  return { loaded, course, progress, ...spot(course, currentPosition(progress, course)) };
}

/** A step of the course by its reference. Throws RangeError for one that the course does not have. */
export function spot(course: Course, at: StepRef): Spot {
  const lab = course.labs.find(({ slug }) => slug === at.lab);
  const index = lab?.steps.findIndex(({ id }) => id === at.step) ?? -1;
  const step = lab?.steps[index];
  if (!lab || !step) throw new RangeError(`no step ${at.lab}/${at.step}`);
  return { lab, step, number: index + 1, at: { lab: at.lab, step: at.step } };
}

/** "Lab 5 (A bridge), step 2 of 4: Give it an address" */
export function placeName(session: Session, course: Course, at: StepRef): string {
  const { lab, step, number } = spot(course, at);
  return session.messages.learner.place(
    lab.number,
    session.title(lab.title),
    number,
    lab.steps.length,
    session.title(step.title),
  );
}

/** What a learner is told of progress that goes: of an open step there are only hints and attempts, no loss to speak of. */
export function lossOf(
  session: Session,
  { course, progress }: Pick<Standing, 'course' | 'progress'>,
  steps: readonly StepRef[],
): string {
  const { learner } = session.messages;
  const lost = steps.filter((step) => isFinished(progress, step));
  return lost.length > 0 ? learner.lossProgress(shortNames(course, lost)) : learner.lossNoProgress;
}

/** "5/address, 5/up": as `goto` takes them. More than six are cut, with their number. */
export function shortNames(course: Course, steps: readonly StepRef[]): string {
  const names = steps.map((at) => `${spot(course, at).lab.number}/${at.step}`);
  return names.length > 6
    ? `${names.slice(0, 5).join(', ')}, … (${names.length})`
    : names.join(', ');
}

/** Lab and step for --json. */
export function spotJson({ lab, step }: Spot): object {
  return { lab: lab.slug, step: step.id };
}
