// Files cut short anywhere: parsing never throws, and always tells that something is wrong.
import { expect, test } from 'vitest';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { parseCourse } from '../../src/course/parse.ts';
import { JA, LAB, mini, STEPS } from './mini.ts';

function textOf(path: string): string {
  return mini()
    .find((file) => file.path === path)!
    .text.trimEnd();
}

/** Every 7th length, which still cuts each kind of markup somewhere inside, and each of the last 30. */
function cuts(text: string): number[] {
  return Array.from({ length: text.length }, (_, length) => length).filter(
    (length) => length % 7 === 0 || text.length - length <= 30,
  );
}

test.each([LAB, JA, 'course.yaml'])('%s cut short is always told', (path) => {
  const text = textOf(path);
  // The title of course.yaml is whole before its last line, and its Japanese one may be any text.
  const whole = path === 'course.yaml' ? text.indexOf('\n  ja:') - 12 : text.length;
  const silent = cuts(text)
    .filter((length) => length < whole)
    .filter((length) => lintCourseFiles(mini([path, text.slice(0, length)])).length === 0);
  expect(silent).toEqual([]);
});

test('steps.yaml cut short is told, unless only words of a text are gone', () => {
  const text = textOf(STEPS);
  const silent = cuts(text).filter(
    (length) => lintCourseFiles(mini([STEPS, text.slice(0, length)])).length === 0,
  );
  expect(
    silent.filter((length) => length < text.lastIndexOf('finds: ') + 'finds: '.length),
  ).toEqual([]);
});

test.each([LAB, JA, STEPS])(
  'lines of %s left out, doubled or swapped: nothing is thrown, and every step has an id',
  (path) => {
    const lines = textOf(path).split('\n');
    for (const [index, line] of lines.entries()) {
      const variants = [
        lines.toSpliced(index, 1),
        lines.toSpliced(index, 0, line),
        lines.toSpliced(index, 2, lines[index + 1] ?? '', line),
      ];
      for (const variant of variants) {
        const { course } = parseCourse(mini([path, variant.join('\n')]));
        const ids = course.labs.flatMap(({ steps }) => steps.map(({ id }) => id));
        expect(ids).not.toContain('');
      }
    }
  },
);

test.each([
  ['nothing', ''],
  ['a byte', '\u0000'],
  ['only fences', '```\n~~~\n````\n'],
  ['only comments', '<!--<!-- -->-->\n<!--'],
  ['only tags', '<details><details><summary></details></summary>'],
  ['a key of every object', '---\n__proto__: {}\nconstructor: 1\ntoString: x\n---\n## __proto__'],
  ['YAML that refers to itself', '---\na: &a [*a]\n---\n'],
  [
    'YAML that grows',
    `---\na: &a [1,1,1]\n${'bcdefghijk'
      .split('')
      .map(
        (key, index) =>
          `${key}: &${key} [*${'abcdefghijk'[index]},*${'abcdefghijk'[index]},*${'abcdefghijk'[index]}]`,
      )
      .join('\n')}\n---\n`,
  ],
  ['tags', '---\ntitle: !!binary aGVsbG8=\nminutes: !foo 3\n---\n'],
])('%s instead of a file is told', (_name, text) => {
  for (const path of [LAB, JA, STEPS, 'course.yaml']) {
    const problems = lintCourseFiles(mini([path, text]));
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.every(({ line }) => line >= 1)).toBe(true);
  }
});
