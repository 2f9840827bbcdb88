// The course lint as a whole: silence on a good course, faults across labs, problems as text.
import { expect, test } from 'vitest';
import { formatProblem } from '../../src/course/problem.ts';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { faults, mini, STEPS } from './mini.ts';

test('the course of these tests has no fault', () => {
  expect(faults()).toEqual([]);
});

test('two labs with one number, and two with one slug', () => {
  const copy = (folder: string) =>
    mini()
      .slice(1)
      .map(({ path, text }) => ({ path: path.replace('01-bridge', folder), text }));
  const rules = (folder: string) =>
    lintCourseFiles([...mini(), ...copy(folder)]).map(({ file, rule, message }) => ({
      file,
      rule,
      message,
    }));
  expect(rules('01-copy')).toEqual([
    {
      file: '01-copy/lab.md',
      rule: 'duplicate-lab',
      message: "the folders '01-bridge' and '01-copy' have the same number 1",
    },
  ]);
  expect(rules('02-bridge')).toEqual([
    {
      file: '02-bridge/lab.md',
      rule: 'duplicate-lab',
      message: "the folders '01-bridge' and '02-bridge' have the same slug 'bridge'",
    },
  ]);
});

test('a problem as text: place, what was found, what was expected, the right form', () => {
  const [problem] = lintCourseFiles(mini([STEPS, '      address:', '      adress:']));
  expect(formatProblem(problem!)).toBe(
    [
      "01-bridge/steps.yaml:7: error: unknown key 'adress' in a 'link' expectation; did you mean 'address'? (unknown-key)",
      '  expected: link, in, absent, kind, up, address, master, peer, peer-in',
      '  example:',
      '      - link: br0',
      '        kind: bridge',
      '        up: true',
      '        address: 192.168.200.1/24',
    ].join('\n'),
  );
});

test('what a problem quotes of a course cannot reach the terminal as a control character', () => {
  const problems = lintCourseFiles(mini([STEPS, 'up: true', 'up: "\\e]0;x\\a"']));
  expect(problems.map(formatProblem).join('\n')).toContain("'up' is the text '␛]0;x␇'");

  expect(problems.map(formatProblem).join('\n')).not.toMatch(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/,
  );
});

test('course.yaml that is no YAML, or has a name that is none, is shown its own form in words', () => {
  const lint = (name: string) => lintCourseFiles(mini(['course.yaml', 'name: mini', name]));
  const [syntax] = lint('name: [mini');
  expect(syntax).toMatchObject({ file: 'course.yaml', rule: 'yaml-syntax' });
  expect(syntax?.example).toContain('title:');
  const [name] = lint('name: My Course!');
  expect(name?.message).toBe("'name' is the text 'My Course!'");
  expect(name?.expected).toContain('small letters, digits and hyphens');
  expect(name?.expected).not.toContain('^');
});
