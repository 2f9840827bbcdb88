// The one error type of the program: a stable code, what happened, what to do, and what caused it.

/** `usage` exits 2, `machine` exits 3, `bug` exits 70, `course` and `cancelled` exit 1 and 130. */
export type ErrorKind = 'usage' | 'machine' | 'course' | 'cancelled' | 'bug';

export class LabsError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;
  /** What to do about it: one or more short lines, commands included. */
  readonly hint: string | undefined;
  /** Values for the translated message of `code`. */
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    kind: ErrorKind,
    code: string,
    message: string,
    options: {
      hint?: string;
      cause?: unknown;
      params?: Readonly<Record<string, string | number>>;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'LabsError';
    this.kind = kind;
    this.code = code;
    this.hint = options.hint;
    this.params = options.params ?? {};
  }
}

/** Of two options of a command, by their names, that cannot be given together. */
export function optionsExclude(one: string, other: string): LabsError {
  const params = { one: `--${one}`, other: `--${other}` };
  const message = `${params.one} and ${params.other} exclude each other`;
  return new LabsError('usage', 'options-exclude', message, { params });
}
