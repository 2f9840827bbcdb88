// An error as the user sees it: what happened, what to do, and, if asked, where it comes from; and its exit code.
import { inspect } from 'node:util';
import { type ErrorKind, LabsError } from '../errors.ts';
import { inert } from './inert.ts';
import { isTerminal } from './is-terminal.ts';
import { layOut } from './layout.ts';
import { errorText } from './messages/index.ts';
import type { Reporter } from './reporter.ts';

/** Exit codes of the design: 1 not yet, 2 misuse, 3 the machine, 70 a bug of ours; 130 as a shell says of Ctrl-C. */
const EXIT_CODES: Readonly<Record<ErrorKind, number>> = {
  course: 1,
  usage: 2,
  machine: 3,
  bug: 70,
  cancelled: 130,
};

/** The exit code that ends a command which threw this. */
export function exitCode(error: unknown): number {
  return EXIT_CODES[asLabsError(error).kind];
}

/**
 * Any thrown value as a LabsError: an abort (AbortError, Ctrl-C at a prompt) is `cancelled`, a full disk `no-space`,
 * a file that may not be read or written `no-access`; whatever else was not foreseen is `bug`.
 */
export function asLabsError(error: unknown): LabsError {
  if (error instanceof LabsError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'AbortError' || name === 'ExitPromptError' || name === 'AbortPromptError') {
    return new LabsError('cancelled', 'cancelled', 'Cancelled.', { cause: error });
  }
  const ofSystem = systemError(error);
  if (ofSystem !== null) return ofSystem;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new LabsError('bug', 'unexpected', message, { cause: error });
}

/** What this computer refuses is no bug of ours: a full disk, a file of somebody else's. Null for anything else. */
function systemError(error: unknown): LabsError | null {
  if (!(error instanceof Error) || !('syscall' in error)) return null;
  const { code = '', path: file = '?', message } = error as NodeJS.ErrnoException;
  const name = { ENOSPC: 'no-space', EDQUOT: 'no-space', EACCES: 'no-access', EROFS: 'no-access' }[
    code
  ];
  if (name === undefined) return null;
  return new LabsError('machine', name, message, { cause: error, params: { file, code } });
}

/**
 * Prints the error to stderr (in JSON mode also as `{"error": …}` to stdout) and returns the exit code.
 * With --debug, the stack and the chain of causes.
 */
export function reportError(reporter: Reporter, thrown: unknown): number {
  const error = asLabsError(thrown);
  const { messages, errStyle } = reporter;
  const { common } = messages;
  const { message, hint } = errorText(messages, error);
  const code = EXIT_CODES[error.kind];
  reporter.data({
    error: { code: error.code, kind: error.kind, message, hint: hint ?? null, exitCode: code },
  });
  if (error.kind === 'cancelled') {
    reporter.notice(message);
  } else {
    const label = `${common.error}:`;
    const [first = '', ...rest] = fitted(reporter, `${label} ${inert(message)}`);
    reporter.notice([first.replace(label, errStyle.red(label)), ...rest].join('\n'));
    if (hint !== undefined && hint !== '') {
      reporter.notice(fitted(reporter, hintText(common.hint, hint)).join('\n'));
    }
    if (error.kind === 'bug') reporter.notice(common.bug);
  }
  if (reporter.debug) reporter.notice(errStyle.dim(inert(causeChain(error, common.cause))));
  else if (error.kind === 'bug') reporter.notice(common.debugTip);
  return code;
}

/** On a terminal no word is torn at its edge; what is indented is to be copied, and stays as it is. */
function fitted({ stderr, width }: Reporter, text: string): string[] {
  const lines = text.split('\n');
  if (!isTerminal(stderr)) return lines;
  return lines.flatMap((line) =>
    line.startsWith(' ') ? [line] : layOut([{ text: line, styles: [] }], width, false),
  );
}

/** One line stays on the line of its label; more stand below it, so that commands can be copied. */
function hintText(label: string, hint: string): string {
  const lines = inert(hint).split('\n');
  if (lines.length === 1) return `${label}: ${hint}`;
  return [`${label}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** "LabsError [code]: message, its stack, caused by …" down to the first cause; ends where a cause repeats. */
export function causeChain(error: unknown, label: string): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let at: unknown = error; at !== undefined && !seen.has(at); at = causeOf(at)) {
    seen.add(at);
    const code = at instanceof LabsError ? ` [${at.code}]` : '';
    const text = at instanceof Error ? (at.stack ?? `${at.name}: ${at.message}`) : inspect(at);
    parts.push(`${parts.length === 0 ? '' : `${label}: `}${text}${code}`);
  }
  return parts.join('\n');
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}
