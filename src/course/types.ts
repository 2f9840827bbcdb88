// The course model: what labs/ means once parsed. Plain data (JSON-safe), so that it can be cached and sent to a browser.
import type { Expectation } from '../checks/types.ts';
import type { Drawn } from './vary.ts';

export type Language = 'en' | 'ja';
export const LANGUAGES: readonly Language[] = ['en', 'ja'];

/** A text in each language of the course. `en` is always there; a missing `ja` falls back to it. */
export type Text = { en: string } & Partial<Record<Language, string>>;

export interface Course {
  /** Stable name, from course.yaml (`name`), used as key of the progress file. */
  readonly name: string;
  readonly title: Text;
  /** Names in place of those that stand in the course's files; empty for a course that is not varied. */
  readonly drawn: Drawn;
  readonly labs: readonly Lab[];
}

export interface Lab {
  /** 1-based, from the folder's leading digits (07-build-br0 → 7). */
  readonly number: number;
  /** Folder name without the digits (build-br0). */
  readonly slug: string;
  /** Folder name as it stands (07-build-br0). */
  readonly folder: string;
  readonly title: Text;
  /** Expected duration, minutes. */
  readonly minutes: number;
  /** Slugs of labs whose end state this one starts from. */
  readonly needs: readonly string[];
  /** Markdown between the `#` title and the first `##`. */
  readonly intro: Text;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id: string;
  readonly title: Text;
  /** Markdown of the step, without its hints, solution, learned sentence and comments. */
  readonly body: Text;
  /** Markdown of each hint, weakest first. Same count in each language (lint). */
  readonly hints: readonly Text[];
  /** Markdown of the solution block, if the step has one. */
  readonly solution: Text | null;
  /** What brings the step from "not yet" to "pass": the `sh` blocks of the solution if there is one, else of the body, in order. */
  readonly commands: readonly string[];
  /** One sentence said on pass (from `<!-- learned: ... -->`). */
  readonly learned: Text | null;
  /** The question of a step that asks (the paragraph after `<!-- question -->`; it is also part of body). */
  readonly question: Text | null;
  readonly expect: readonly Expectation[];
  readonly ask: Ask | null;
  /** Commands that must have been run in the machine's shell, beside the question. Absent: none. */
  readonly inspect?: readonly Inspection[];
  readonly mistakes: readonly Mistake[];
  /** Shell commands (as learner) that reach the same effect in another way than `commands`; the check must pass. */
  readonly otherWays: readonly string[];
  /** Shell commands (as learner) that are run when a learner arrives at the step, or comes back to its beginning: what it starts from. */
  readonly setup: string | null;
  /** Parts of commands of the solution that may be left out, doubled or moved without changing what matters. */
  readonly harmless: readonly string[];
}

/** A question whose right answer is read off the machine. */
export interface Ask {
  /** Shell command run as root in the machine; its stdout (trimmed) is the truth; several lines = several right answers unless kind is `set`. */
  readonly run: string;
  /** How answers are compared: text (case-insensitive, spaces folded), number, address (with or without /len as the truth has it), set (whitespace or comma separated, any order). */
  readonly kind: 'text' | 'number' | 'address' | 'set';
}

/** A command that must have been run, as the record of the machine's shells shows. */
export interface Inspection {
  /** Words of a command line, in this order; of several command lines, any. */
  readonly ran: string | readonly string[];
  /** Part of a line that stood on the screen after it. */
  readonly shows?: string;
}

export interface Mistake {
  /** Shell commands (as learner) applied after the solution; the check must then reject. Exclusive with answer. */
  readonly run?: string;
  /** A wrong answer, for a step that asks. */
  readonly answer?: string;
  /** `after`: on top of the solution (default). `instead`: from the step's start, in place of the solution. */
  readonly when: 'after' | 'instead';
  /** Part of the English finding that must be given as the reason. */
  readonly finds: string;
}

/** Where in a source file something stands. Lines are 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A fault in a course: where, what was found, what was expected, and the right form as an example. */
export interface CourseProblem extends Place {
  readonly rule: string;
  readonly message: string;
  readonly expected: string;
  readonly example: string;
  readonly severity: 'error' | 'warning';
}
