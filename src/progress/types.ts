// What a learner has done in one course. Plain data, as it stands in the progress file.
import type { Course, Language } from '../course/types.ts';

/** Newest version of the file that this program writes and reads. */
export const PROGRESS_VERSION = 1;

/** A step of the course, by the lab's slug and the step's id. */
export interface StepRef {
  readonly lab: string;
  readonly step: string;
}

/** `open`: begun (a hint, an attempt), not passed yet. */
export type StepState = 'open' | 'passed' | 'skipped';

export interface StepRecord {
  readonly state: StepState;
  /** When it came to that state, milliseconds since the epoch. */
  readonly at: number;
  /** Hints that were shown. */
  readonly hints: number;
  /** Checks and answers that did not pass. */
  readonly attempts: number;
  /** The solution was shown. */
  readonly solution?: boolean;
  /** The right answer as it was given, for a step that asks. */
  readonly answered?: string;
}

export interface Progress {
  readonly version: typeof PROGRESS_VERSION;
  /** Name of the course (course.yaml). */
  readonly course: string;
  /** The language chosen with --lang, kept for later commands. */
  readonly language?: Language;
  /** When the course was begun, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly position: StepRef;
  /** By "lab/step". A step that is not here was never touched. */
  readonly steps: Readonly<Record<string, StepRecord>>;
}

/** As much of a Course as the rules of progress need: the order of its labs and steps. */
export interface CourseShape extends Pick<Course, 'name'> {
  readonly labs: readonly {
    readonly slug: string;
    readonly steps: readonly { readonly id: string }[];
  }[];
}

export interface LabSummary {
  readonly lab: string;
  /** `done`: every step passed or skipped; `current`: the learner stands here; else by what was touched. */
  readonly state: 'untouched' | 'begun' | 'done';
  /** The learner stands in this lab. */
  readonly current: boolean;
  readonly steps: number;
  readonly passed: number;
  readonly skipped: number;
  readonly hints: number;
  readonly attempts: number;
}

export interface Summary {
  readonly labs: readonly LabSummary[];
  readonly steps: number;
  readonly passed: number;
  readonly skipped: number;
  readonly hints: number;
  readonly attempts: number;
  /** Every step is passed or skipped. */
  readonly done: boolean;
}

/** What a progress file's text turned out to be. Never thrown: a broken file is kept aside, not fatal. */
export type Parsed =
  | { readonly kind: 'ok'; readonly progress: Progress }
  | { readonly kind: 'broken'; readonly why: string }
  | { readonly kind: 'newer'; readonly version: number };
