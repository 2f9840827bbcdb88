// The rules of progress, as pure functions: each takes a Progress and returns the next one. Times come in as arguments.
import type {
  CourseShape,
  LabSummary,
  Progress,
  StepRecord,
  StepRef,
  StepState,
  Summary,
} from './types.ts';
import { PROGRESS_VERSION } from './types.ts';
import type { Language } from '../course/types.ts';

/** Key of a step in `Progress.steps`. */
export function stepKey(ref: StepRef): string {
  return `${ref.lab}/${ref.step}`;
}

/** Every step of the course, in order. */
export function order(course: CourseShape): StepRef[] {
  return course.labs.flatMap((lab) => lab.steps.map((step) => ({ lab: lab.slug, step: step.id })));
}

export function sameStep(a: StepRef, b: StepRef): boolean {
  return a.lab === b.lab && a.step === b.step;
}

/** A fresh progress at the course's first step. `now` is in milliseconds. Throws RangeError for a course without steps. */
export function start(course: CourseShape, now: number, language?: Language): Progress {
  const [first] = order(course);
  if (first === undefined) throw new RangeError(`course ${course.name} has no steps`);
  return {
    version: PROGRESS_VERSION,
    course: course.name,
    ...(language === undefined ? {} : { language }),
    startedAt: now,
    position: first,
    steps: {},
  };
}

/** The same progress with the language chosen. */
export function withLanguage(progress: Progress, language: Language): Progress {
  return { ...progress, language };
}

/** The record of a step; of one never touched, an `open` record with zeros and `at` 0. */
export function recordOf(progress: Progress, ref: StepRef): StepRecord {
  // hasOwn: a lab or step could be called "constructor".
  const key = stepKey(ref);
  const record = Object.hasOwn(progress.steps, key) ? progress.steps[key] : undefined;
  return record ?? { state: 'open', at: 0, hints: 0, attempts: 0 };
}

/** Passed or skipped: `next` may go on from here. */
export function isFinished(progress: Progress, ref: StepRef): boolean {
  return recordOf(progress, ref).state !== 'open';
}

/** The step passed its check. A step that passed before keeps its first time. The position stays. */
export function pass(progress: Progress, ref: StepRef, now: number, answered?: string): Progress {
  const record = recordOf(progress, ref);
  const at = record.state === 'passed' ? record.at : now;
  return withRecord(progress, ref, {
    ...record,
    state: 'passed',
    at,
    ...(answered === undefined ? {} : { answered }),
  });
}

/** The learner goes on without passing. A passed step stays passed. */
export function skip(progress: Progress, ref: StepRef, now: number): Progress {
  const record = recordOf(progress, ref);
  if (record.state !== 'open') return progress;
  return withRecord(progress, ref, { ...record, state: 'skipped', at: now });
}

/** One more hint was shown; counts up to `total`, the number of hints the step has. */
export function hintShown(
  progress: Progress,
  ref: StepRef,
  now: number,
  total = Number.POSITIVE_INFINITY,
): Progress {
  const record = recordOf(progress, ref);
  if (record.hints >= total) return progress;
  return withRecord(progress, ref, { ...touched(record, now), hints: record.hints + 1 });
}

/** The solution was shown. */
export function solutionShown(progress: Progress, ref: StepRef, now: number): Progress {
  return withRecord(progress, ref, { ...touched(recordOf(progress, ref), now), solution: true });
}

/** A check or an answer that did not pass. */
export function attempt(progress: Progress, ref: StepRef, now: number): Progress {
  const record = recordOf(progress, ref);
  return withRecord(progress, ref, { ...touched(record, now), attempts: record.attempts + 1 });
}

/** The learner now stands at `ref`. Nothing else changes. */
export function moveTo(progress: Progress, ref: StepRef): Progress {
  return { ...progress, position: { lab: ref.lab, step: ref.step } };
}

/**
 * Progress as it was at the start of that step: the step and everything after it in the course is
 * forgotten, and the learner stands there. Steps that the course no longer has are kept.
 * Throws RangeError for a step the course does not have.
 */
export function resetStep(progress: Progress, course: CourseShape, ref: StepRef): Progress {
  const steps = { ...progress.steps };
  for (const forgotten of stepsFrom(course, ref)) delete steps[stepKey(forgotten)];
  return { ...moveTo(progress, ref), steps };
}

/** The steps that a reset to `ref` would forget and that hold something: what the learner would lose. */
export function lostByReset(progress: Progress, course: CourseShape, ref: StepRef): StepRef[] {
  return stepsFrom(course, ref).filter((step) => Object.hasOwn(progress.steps, stepKey(step)));
}

/** First step of a lab, by slug. Throws RangeError for a lab the course does not have. */
export function firstStep(course: CourseShape, lab: string): StepRef {
  const found = order(course).find((step) => step.lab === lab);
  if (found === undefined) throw new RangeError(`course ${course.name} has no lab ${lab}`);
  return found;
}

/** The step after the position in course order, finished or not; null at the end. */
export function nextPosition(progress: Progress, course: CourseShape): StepRef | null {
  const steps = order(course);
  const index = steps.findIndex((step) => sameStep(step, progress.position));
  return index === -1 ? firstUnfinished(progress, course) : (steps[index + 1] ?? null);
}

/** The first step that is neither passed nor skipped; null when all are. */
export function firstUnfinished(progress: Progress, course: CourseShape): StepRef | null {
  return order(course).find((step) => !isFinished(progress, step)) ?? null;
}

/**
 * The position, mended: when the course no longer has it (an edited course), the first step of the same
 * lab, else the first unfinished step, else the last.
 */
export function currentPosition(progress: Progress, course: CourseShape): StepRef {
  const steps = order(course);
  const found =
    steps.find((step) => sameStep(step, progress.position)) ??
    steps.find((step) => step.lab === progress.position.lab) ??
    firstUnfinished(progress, course) ??
    steps.at(-1);
  if (found === undefined) throw new RangeError(`course ${course.name} has no steps`);
  return found;
}

/** Counts per lab and over all. */
export function summary(progress: Progress, course: CourseShape): Summary {
  const labs = course.labs.map((lab): LabSummary => {
    const records = lab.steps.map((step) => recordOf(progress, { lab: lab.slug, step: step.id }));
    const passed = count(records, 'passed');
    const skipped = count(records, 'skipped');
    const hints = sum(records.map((record) => record.hints));
    const attempts = sum(records.map((record) => record.attempts));
    const finished = passed + skipped;
    const begun = finished + hints + attempts > 0 || records.some((record) => record.solution);
    const done = records.length > 0 && finished === records.length;
    return {
      lab: lab.slug,
      state: done ? 'done' : begun ? 'begun' : 'untouched',
      current: progress.position.lab === lab.slug,
      steps: records.length,
      passed,
      skipped,
      hints,
      attempts,
    };
  });
  const total = (pick: (lab: LabSummary) => number): number => sum(labs.map(pick));
  const steps = total((lab) => lab.steps);
  const passed = total((lab) => lab.passed);
  const skipped = total((lab) => lab.skipped);
  return {
    labs,
    steps,
    passed,
    skipped,
    hints: total((lab) => lab.hints),
    attempts: total((lab) => lab.attempts),
    done: steps > 0 && passed + skipped === steps,
  };
}

function stepsFrom(course: CourseShape, ref: StepRef): StepRef[] {
  const steps = order(course);
  const index = steps.findIndex((step) => sameStep(step, ref));
  if (index === -1) throw new RangeError(`course ${course.name} has no step ${stepKey(ref)}`);
  return steps.slice(index);
}

function withRecord(progress: Progress, ref: StepRef, record: StepRecord): Progress {
  return { ...progress, steps: { ...progress.steps, [stepKey(ref)]: record } };
}

/** `at` tells when a finished step was finished; only an open one moves it. */
function touched(record: StepRecord, now: number): StepRecord {
  return record.state === 'open' ? { ...record, at: now } : record;
}

function count(records: readonly StepRecord[], state: StepState): number {
  return records.filter((record) => record.state === state).length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
