// Rules on the names that differ from learner to learner: each value must be able to stand wherever its word does.
import { examples } from '../examples.ts';
import type { VaryEntry } from '../front-matter.ts';
import { error, type Fault } from '../problem.ts';
import { type CourseFile, type CourseSource, readCourse } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { drawnLine, type Drawn, holdsWord, linesWith } from '../vary.ts';

/** Error: what is no word could not be found as one, or would fall into several where it stands. */
export function varyWords({ meta }: CourseSource): CourseProblem[] {
  return (meta?.vary ?? []).flatMap(({ word, line, values }) =>
    [{ word, line }, ...values]
      .filter((each) => !/^[A-Za-z0-9]([A-Za-z0-9._:/-]*[A-Za-z0-9])?$/.test(each.word))
      .map((each) => {
        const message = `'${each.word}' is not a word that can vary`;
        const expected =
          'letters and digits at both ends; between them also dots, hyphens, underscores, colons, slashes';
        return fault(each.line, 'vary-word', message, expected);
      }),
  );
}

/**
 * All that is wrong with `vary` and the course under it, but for what `varyWords` finds.
 * @param lint  Every rule that holds for the course as its files say.
 */
export function varyProblems(
  files: readonly CourseFile[],
  source: CourseSource,
  lint: (source: CourseSource) => CourseProblem[],
): CourseProblem[] {
  const own = [unknown, otherLength, taken].flatMap((rule) => rule(source));
  if (own.length > 0 || varyWords(source).length > 0) return own;
  return onlyVaried(files, source, lint);
}

/** Error: a word that no file of a lab has, most likely misspelt. */
function unknown(source: CourseSource): CourseProblem[] {
  return (source.meta?.vary ?? [])
    .filter(({ word }) => firstPlace(source, word) === null)
    .map(({ word, line }) => {
      const message = `the course has no '${word}' that could vary`;
      return fault(line, 'vary-unknown', message, 'a word as it stands in the labs');
    });
}

/** Error: a value of another length would push tables and drawings of the text out of line. */
function otherLength({ meta }: CourseSource): CourseProblem[] {
  return (meta?.vary ?? []).flatMap(({ word, values }) =>
    values
      .filter((value) => value.word.length !== word.length)
      .map((value) => {
        const message = `'${value.word}' has ${value.word.length} characters, '${word}' has ${word.length}`;
        const expected = 'values as long as the word: tables and drawings keep their columns';
        return fault(value.line, 'vary-length', message, expected);
      }),
  );
}

/** Error: a value that the course uses already, or that another word may take: two things would have one name. */
function taken(source: CourseSource): CourseProblem[] {
  const entries = source.meta?.vary ?? [];
  return entries.flatMap((entry) =>
    entry.values.flatMap(({ word, line }, index) => {
      const place = firstPlace(source, word);
      const other = nameThatClashes(entries, entry, index);
      if (place === null && other === null) return [];
      const message =
        place === null
          ? `'${word}' may stand for '${entry.word}', and '${other}' is given as well`
          : `'${word}' stands in the course already (${place})`;
      const expected = 'values that nothing in the course is called, each given once';
      return [fault(line, 'vary-taken', message, expected)];
    }),
  );
}

/** What is wrong with the course only under some of its values: it is judged with each of them once. */
function onlyVaried(
  files: readonly CourseFile[],
  source: CourseSource,
  lint: (source: CourseSource) => CourseProblem[],
): CourseProblem[] {
  const entries = source.meta?.vary ?? [];
  const rounds = Math.max(0, ...entries.map(({ values }) => values.length));
  const key = ({ file, line, rule }: CourseProblem): string => `${file}:${line}:${rule}`;
  const known = new Set(lint(source).map(key));
  const found = Array.from({ length: rounds }, (_, round) => {
    const drawn = Object.fromEntries(
      entries.map(({ word, values }) => [word, values[round % values.length]!.word]),
    );
    const problems = lint(readCourse(files, () => drawn));
    return problems
      .filter((problem) => !known.has(key(problem)))
      .map((problem) => ({
        ...problem,
        message: `${problem.message}, with ${drawnLine(drawnIn(source, problem, drawn))}`,
      }));
  }).flat();
  return [...new Map(found.map((problem) => [key(problem) + problem.message, problem])).values()];
}

/** Those of the drawn words that stand in the line at fault; all of them where none does. */
function drawnIn(source: CourseSource, { file, line }: CourseProblem, drawn: Drawn): Drawn {
  const text = source.files.find(({ path }) => path === file)?.text.split('\n')[line - 1] ?? '';
  const there = Object.entries(drawn).filter(([word]) => holdsWord(text, word));
  return there.length === 0 ? drawn : Object.fromEntries(there);
}

/** The other name that a value is, holds or is part of: a word that varies, or a value given before. */
function nameThatClashes(
  entries: readonly VaryEntry[],
  entry: VaryEntry,
  index: number,
): string | null {
  const value = entry.values[index]!.word;
  const names = entries.flatMap((each) => [
    ...(each === entry ? [] : [each.word]),
    ...each.values.filter((_, at) => each !== entry || at < index).map(({ word }) => word),
  ]);
  return names.find((name) => holdsWord(name, value) || holdsWord(value, name)) ?? null;
}

function firstPlace({ labs, files }: CourseSource, word: string): string | null {
  const read = labs.flatMap(({ en, ja, steps }) => [en.file, ja?.file, steps?.file]);
  for (const { path, text } of files) {
    if (!read.includes(path)) continue;
    const [line] = linesWith(path, text, word);
    if (line !== undefined) return `${path}:${line}`;
  }
  return null;
}

function fault(line: number, rule: string, message: string, expected: string): CourseProblem {
  const said: Fault = { rule, message, expected, example: examples.vary };
  return error({ file: 'course.yaml', line }, said);
}
