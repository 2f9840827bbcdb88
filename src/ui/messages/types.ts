// How a message catalogue is typed. English is the pattern: a key that Japanese lacks, or has too much, does not compile.
import type { en } from './en/index.ts';

/** Every message of the program in one language. Values are texts, or functions of what they name. */
export type Messages = typeof en;

/** Reads a value of an error (LabsError.params) for its message; where it is missing, `otherwise`, or `?`; `otherwise` also for an empty one. */
export type Param = (name: string, otherwise?: string) => string;

export interface ErrorText {
  readonly message: string;
  /** What to do about it; without one, the error's own hint is shown. */
  readonly hint?: string;
}

/** The text of one error code, in one language. */
export type ErrorMessage = (param: Param) => ErrorText;
