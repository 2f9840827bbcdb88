// Turns what a zod schema found into problems with a place, in an author's words.
import type { z } from 'zod';
import type { FormIssue } from '../checks/schema.ts';
import { didYouMean, error, type Fault, nearest } from './problem.ts';
import type { CourseProblem } from './types.ts';
import type { Path, YamlText } from './yaml.ts';

/** What should stand at some place of a YAML text. */
export interface Form {
  /** "a link expectation", "a mistake" */
  readonly what: string;
  readonly keys: readonly string[];
  readonly example: string;
}

/** @param formAt  The form of the map at a path: the one that lacks or has the key at fault. */
export function schemaProblems(
  yaml: YamlText,
  issues: readonly z.core.$ZodIssue[],
  formAt: (path: Path) => Form,
): CourseProblem[] {
  return issues
    .filter((issue) => !isMisspelt(issue, issues))
    .flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => unknownKey(yaml, [...issue.path, key], formAt(issue.path)));
      }
      const form = formAt(issue.path.slice(0, -1));
      const place = { file: yaml.file, line: yaml.lineOf(issue.path) };
      if (issue.code === 'custom') {
        const { rule, message, expected } = issue.params as unknown as FormIssue;
        const key = issue.path.at(-1);
        // The entry itself is at fault, or one of its values.
        const said =
          typeof key === 'string' && form.keys.includes(key) ? `${key}: ${message}` : message;
        const example = typeof key === 'number' ? formAt(issue.path).example : form.example;
        return [error(place, { rule, message: said, expected, example })];
      }
      return [error(place, valueFault(yaml.data, issue, form))];
    });
}

/** A key that lacks because it is misspelt: the misspelt one is reported, with the right one beside it. */
function isMisspelt(issue: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[]): boolean {
  const key = issue.path.at(-1);
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return false;
  return issues.some(
    (other) =>
      other.code === 'unrecognized_keys' &&
      other.path.join('\0') === issue.path.slice(0, -1).join('\0') &&
      other.keys.some((unknown) => nearest(unknown, [String(key)]) !== null),
  );
}

function unknownKey(yaml: YamlText, path: Path, form: Form): CourseProblem {
  const key = String(path.at(-1));
  return error(
    { file: yaml.file, line: yaml.keyLineOf(path) },
    {
      rule: 'unknown-key',
      message: `unknown key '${key}' in ${form.what}${didYouMean(key, form.keys)}`,
      expected: form.keys.join(', '),
      example: form.example,
    },
  );
}

function valueFault(data: unknown, issue: z.core.$ZodIssue, form: Form): Fault {
  const key = String(issue.path.at(-1) ?? '');
  const found = valueAt(data, issue.path);
  const expected = expectedOf(issue);
  if (found === undefined) {
    const message = key === '' ? `${form.what} is empty` : `${form.what} has no '${key}'`;
    return { rule: 'missing-key', message, expected, example: form.example };
  }
  const message = `${nameOf(issue.path)} is ${describe(found)}`;
  return { rule: 'wrong-type', message, expected, example: form.example };
}

/** 'up', or entry 2 of 'expect'. */
function nameOf(path: Path): string {
  const key = path.at(-1);
  if (typeof key !== 'number') return `'${String(key)}'`;
  return `entry ${key + 1} of '${String(path.at(-2))}'`;
}

function expectedOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'invalid_type') return typeWords[issue.expected] ?? issue.expected;
  return issue.message;
}

const typeWords: Record<string, string> = {
  string: 'a text (in quotes where YAML would read a number or true/false)',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list (each entry begins with `- `)',
  object: 'a map of `key: value` lines',
  record: 'a map of `key: value` lines',
};

function describe(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return `the text '${value}'`;
  return `the ${typeof value} ${JSON.stringify(value)}`;
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) {
      return undefined;
    }
    value = (value as Record<PropertyKey, unknown>)[segment];
  }
  return value;
}
