// Makes the problems that parse and lint report, all in one form.
import { closest, distance } from 'fastest-levenshtein';
import { visible } from './control.ts';
import type { CourseProblem, Place } from './types.ts';

/** What a rule says of one fault. */
export interface Fault {
  readonly rule: string;
  readonly message: string;
  readonly expected: string;
  /** A worked example of the right form; may have several lines. */
  readonly example: string;
}

export function error(place: Place, fault: Fault): CourseProblem {
  return problem(place, fault, 'error');
}

export function warning(place: Place, fault: Fault): CourseProblem {
  return problem(place, fault, 'warning');
}

/** What a course says is quoted in problems; escape sequences in it must not reach the terminal. */
function problem(
  { file, line }: Place,
  { rule, message, expected, example }: Fault,
  severity: CourseProblem['severity'],
): CourseProblem {
  return {
    file: visible(file),
    line,
    rule,
    message: visible(message),
    expected: visible(expected),
    example: example.split('\n').map(visible).join('\n'),
    severity,
  };
}

/**
 * A problem for people: `file:line: severity: message (rule)`, then what was expected, then the right form
 * as an example, indented. Several lines, no newline at the end, no control characters but newlines.
 */
export function formatProblem({
  file,
  line,
  severity,
  message,
  rule,
  expected,
  example,
}: CourseProblem): string {
  const shown = example.split('\n').map((row) => `      ${row}`.trimEnd());
  return [
    `${file}:${line}: ${severity}: ${message} (${rule})`,
    `  expected: ${expected}`,
    '  example:',
    ...shown,
  ].join('\n');
}

/** The candidate that a misspelt word most likely means, or null when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0) return null;
  const candidate = closest(word, candidates);
  const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 2.5));
  return distance(word, candidate) <= limit ? candidate : null;
}

/** "; did you mean 'address'?", or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const candidate = nearest(word, candidates);
  return candidate === null || candidate === word ? '' : `; did you mean '${candidate}'?`;
}

/** Problems in reading order: by file, then line; of one line, errors first. */
export function sortProblems(problems: readonly CourseProblem[]): CourseProblem[] {
  return [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.severity, b.severity) || 0,
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
