// The course lint on folders, course.yaml and front matter: file, line and message of each fault.
import { expect, test } from 'vitest';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { type Edit, faults, JA, LAB, mini, STEPS } from './mini.ts';

test.each<[name: string, edits: Edit[], expected: string[]]>([
  // course.yaml and folders
  [
    'no course.yaml',
    [['course.yaml', null]],
    ['course.yaml:1 error missing-file: the course has no course.yaml'],
  ],
  [
    'course.yaml without a name',
    [['course.yaml', 'name: mini\n', '']],
    ["course.yaml:1 error missing-key: course.yaml has no 'name'"],
  ],
  [
    'course.yaml with an unknown key',
    [['course.yaml', 'title:', 'titel: x\ntitle:']],
    ["course.yaml:2 error unknown-key: unknown key 'titel' in course.yaml; did you mean 'title'?"],
  ],
  [
    'course.yaml in an unknown language',
    [['course.yaml', '  ja:', '  jp:']],
    ["course.yaml:4 error unknown-key: unknown key 'jp' in `title`; did you mean 'ja'?"],
  ],
  [
    'no lab',
    [
      [LAB, null],
      [JA, null],
      [STEPS, null],
    ],
    ['course.yaml:1 error no-labs: the course has no lab'],
  ],
  [
    'no steps.yaml',
    [[STEPS, null]],
    ['01-bridge/steps.yaml:1 error missing-file: the lab has no steps.yaml'],
  ],
  [
    'no lab.md',
    [['02-x/steps.yaml', 'a: {}']],
    ['02-x/lab.md:1 error missing-file: the lab has no lab.md'],
  ],
  [
    'a folder without a number',
    [['nat/lab.md', '']],
    ["nat/lab.md:1 error lab-folder: the folder 'nat' does not tell the lab's number and slug"],
  ],
  [
    'a misnamed file',
    [['01-bridge/steps.yml', '']],
    [
      "01-bridge/steps.yml:1 warning stray-file: nothing reads 'steps.yml'; did you mean 'steps.yaml'?",
    ],
  ],
  [
    'needs a lab that is not there',
    [[LAB, 'needs: []', 'needs: [bridg]']],
    [
      "01-bridge/lab.md:4 error unknown-need: needs 'bridg', which is no lab; did you mean 'bridge'?",
    ],
  ],
  [
    'needs itself',
    [[LAB, 'needs: []', 'needs: [bridge]']],
    ["01-bridge/lab.md:4 error unknown-need: needs 'bridge', which does not come earlier"],
  ],

  // Front matter
  [
    'no front matter',
    [[JA, '---\ntitle: ブリッジ\n---\n', '']],
    ['01-bridge/lab.ja.md:1 error front-matter: no front matter'],
  ],
  [
    'front matter that does not end',
    [[JA, '---\n\nなぜ', '\nなぜ']],
    [
      '01-bridge/lab.ja.md:1 error front-matter: the front matter does not end',
      "01-bridge/lab.ja.md:1 error translation-lacks-step: the translation lacks the step 'create-br0' (01-bridge/lab.md:12)",
      "01-bridge/lab.ja.md:1 error translation-lacks-step: the translation lacks the step 'subnet' (01-bridge/lab.md:36)",
    ],
  ],
  [
    'no title',
    [[LAB, 'title: A bridge\n', '']],
    ["01-bridge/lab.md:2 error missing-key: the front matter has no 'title'"],
  ],
  [
    'no minutes',
    [[LAB, 'minutes: 10\n', '']],
    ["01-bridge/lab.md:2 error missing-key: the front matter has no 'minutes'"],
  ],
  [
    'minutes that are no number',
    [[LAB, 'minutes: 10', 'minutes: ten']],
    ["01-bridge/lab.md:3 error wrong-type: 'minutes' is the text 'ten'"],
  ],
  [
    'an unknown key in the front matter',
    [[LAB, 'needs:', 'need:']],
    [
      "01-bridge/lab.md:4 error unknown-key: unknown key 'need' in the front matter; did you mean 'needs'?",
    ],
  ],
  [
    'other minutes in the translation',
    [[JA, 'title: ブリッジ', 'title: ブリッジ\nminutes: 11']],
    [
      "01-bridge/lab.ja.md:3 error translation-front-matter: 'minutes' is 11 here, and 10 in 01-bridge/lab.md",
    ],
  ],
])('%s', (_name, edits, expected) => {
  expect(faults(...edits)).toEqual(expected);
  for (const { expected: right, example } of lintCourseFiles(mini(...edits))) {
    expect(right).not.toBe('');
    expect(example).not.toBe('');
  }
});
