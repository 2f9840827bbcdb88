// The course lint on the text of a lab: file, line and message of each fault.
import { expect, test } from 'vitest';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { type Edit, faults, JA, LAB, mini, STEPS } from './mini.ts';

test.each<[name: string, edits: Edit[], expected: string[]]>([
  // The text of a lab
  [
    'a step without its comment',
    [
      [LAB, '<!-- step: create-br0 -->\n', ''],
      [JA, '<!-- step: create-br0 -->\n', ''],
    ],
    [
      "01-bridge/lab.ja.md:7 error missing-step-comment: the step '`br0` を作る' has no comment that names it",
      "01-bridge/lab.md:12 error missing-step-comment: the step 'Make `br0`' has no comment that names it",
      "01-bridge/steps.yaml:2 error step-not-in-text: the step 'create-br0' is not in 01-bridge/lab.md",
    ],
  ],
  [
    'an id with a capital',
    [
      [LAB, 'step: subnet', 'step: Subnet'],
      [JA, 'step: subnet', 'step: Subnet'],
    ],
    [
      "01-bridge/lab.ja.md:30 error bad-step-id: 'Subnet' is not a step id",
      "01-bridge/lab.md:37 error bad-step-id: 'Subnet' is not a step id",
      "01-bridge/steps.yaml:13 error step-not-in-text: the step 'subnet' is not in 01-bridge/lab.md",
    ],
  ],
  [
    'a misspelt comment',
    [[LAB, '<!-- question -->', '<!-- questoin -->']],
    [
      "01-bridge/lab.ja.md:29 error translation-question: the step 'subnet' has a question, and the English text none",
      "01-bridge/lab.md:36 error no-question: the step 'subnet' asks, and 01-bridge/lab.md marks no question",
      "01-bridge/lab.md:48 error unknown-comment: unknown comment 'questoin'; did you mean 'question'?",
    ],
  ],
  [
    'a comment that does not end',
    [[LAB, 'step: create-br0 -->', 'step: create-br0']],
    ['01-bridge/lab.md:13 error unclosed-comment: the comment does not end'],
  ],
  [
    'a second step comment',
    [[LAB, 'A bridge is a switch.', '<!-- step: again -->']],
    ["01-bridge/lab.md:15 error duplicate-comment: a second 'step' in one step"],
  ],
  [
    'a comment before the first step',
    [[LAB, 'a remark for authors', 'learned: x']],
    ["01-bridge/lab.md:10 error misplaced-comment: 'learned' before the first step"],
  ],
  [
    'an empty comment',
    [[LAB, 'learned: Each network has a subnet.', 'learned:']],
    [
      "01-bridge/lab.ja.md:29 warning translation-learned: the step 'subnet' has a learned sentence, and the English text none",
      "01-bridge/lab.md:36 warning no-learned: the step 'subnet' does not say what was learned",
      "01-bridge/lab.md:52 error empty-comment: 'learned' says nothing",
    ],
  ],
  [
    'a step without a title',
    [[LAB, '## Look', '##']],
    ['01-bridge/lab.md:36 error no-title: a step without a title'],
  ],
  [
    'a second title',
    [[LAB, 'A bridge is a switch.', '# Oh']],
    ["01-bridge/lab.md:15 warning second-title: a second `#` title: 'Oh'"],
  ],
  [
    'a block that does not end',
    [[LAB, '```console', '````console']],
    [
      "01-bridge/lab.ja.md:29 error translation-hints: the step 'subnet' has 1 hint, and 0 hints in English",
      "01-bridge/lab.ja.md:29 error translation-question: the step 'subnet' has a question, and the English text none",
      "01-bridge/lab.ja.md:29 warning translation-learned: the step 'subnet' has a learned sentence, and the English text none",
      "01-bridge/lab.md:36 error no-hints: the step 'subnet' has no hints",
      "01-bridge/lab.md:36 error no-question: the step 'subnet' asks, and 01-bridge/lab.md marks no question",
      "01-bridge/lab.md:36 warning no-learned: the step 'subnet' does not say what was learned",
      '01-bridge/lab.md:43 error unclosed-block: the fenced block does not end',
    ],
  ],
  [
    'a hint that does not end',
    [[LAB, '</details>\n\n<details><summary>Hint 2', '<details><summary>Hint 2']],
    ['01-bridge/lab.md:20 error unclosed-details: the <details> block does not end'],
  ],
  [
    'an empty hint',
    [[LAB, '\nRead on.\n', '']],
    [
      "01-bridge/lab.ja.md:29 error translation-hints: the step 'subnet' has 1 hint, and 0 hints in English",
      "01-bridge/lab.md:36 error no-hints: the step 'subnet' has no hints",
      '01-bridge/lab.md:54 error empty-details: the hint is empty',
    ],
  ],
  [
    'two solutions',
    [[LAB, 'Hint 2', 'Solution']],
    [
      "01-bridge/lab.ja.md:7 error translation-hints: the step 'create-br0' has 2 hints, and 1 hint in English",
      "01-bridge/lab.ja.md:7 error translation-commands: the step 'create-br0' has other commands: sudo ip link add br0 type bridge   # 作る",
      "01-bridge/lab.md:12 error no-commands: the step 'create-br0' has no commands",
      '01-bridge/lab.md:28 error second-solution: a second solution in one step',
    ],
  ],
  [
    'another word for a hint',
    [[LAB, '<summary>Hint 2', '<summary>Tip']],
    [
      "01-bridge/lab.ja.md:7 error translation-hints: the step 'create-br0' has 2 hints, and 1 hint in English",
      "01-bridge/lab.md:26 warning unknown-summary: the summary 'Tip' is neither Hint nor Solution: the block is shown openly",
    ],
  ],
  [
    'details without a summary',
    [[LAB, 'A bridge is a switch.', '<details>More</details>']],
    ['01-bridge/lab.md:15 warning unknown-summary: a <details> block without a summary'],
  ],
  [
    'a question without a paragraph',
    [[LAB, 'Which subnet\ndoes it have?', '```text\nx\n```']],
    [
      "01-bridge/lab.ja.md:29 error translation-question: the step 'subnet' has a question, and the English text none",
      "01-bridge/lab.md:36 error no-question: the step 'subnet' asks, and 01-bridge/lab.md marks no question",
      '01-bridge/lab.md:48 error no-question: no paragraph follows the question comment',
    ],
  ],
  [
    'a lab without steps',
    [
      ['02-empty/lab.md', '---\ntitle: E\nminutes: 1\n---\n'],
      ['02-empty/steps.yaml', ''],
    ],
    [
      '02-empty/lab.ja.md:1 warning untranslated: the lab is not translated into Japanese',
      '02-empty/lab.md:1 error no-steps: the lab has no step',
    ],
  ],
  [
    'two steps of one id',
    [
      [LAB, 'step: subnet', 'step: create-br0'],
      [JA, 'step: subnet', 'step: create-br0'],
    ],
    [
      "01-bridge/lab.ja.md:29 error duplicate-step: the step id 'create-br0' is already that of the step in line 7",
      "01-bridge/lab.md:36 error duplicate-step: the step id 'create-br0' is already that of the step in line 12",
      "01-bridge/steps.yaml:13 error step-not-in-text: the step 'subnet' is not in 01-bridge/lab.md",
    ],
  ],

  // Control characters
  [
    'an escape sequence in a text',
    [[LAB, 'Why bridges', 'Why \u001b]0;pwned\u0007bridges']],
    [
      '01-bridge/lab.md:9 error control-character: control character ESC ] (U+001B, OSC: title, link or clipboard)',
    ],
  ],
  [
    'a colour in a translation',
    [[JA, 'なぜ', '\u001b[31mなぜ']],
    [
      '01-bridge/lab.ja.md:5 error control-character: control character ESC [ (U+001B, CSI: colour or cursor)',
    ],
  ],
  [
    'text that runs backwards',
    [[LAB, 'Why', '\u202eWhy']],
    [
      '01-bridge/lab.md:9 error control-character: control character RIGHT-TO-LEFT OVERRIDE (U+202E)',
    ],
  ],
  [
    'a C1 control',
    [[LAB, 'Why', '\u009b31m']],
    ['01-bridge/lab.md:9 error control-character: control character CSI (U+009B)'],
  ],
  [
    'an escape as an HTML entity',
    [[LAB, 'Why', '&#x1B;[31m']],
    ['01-bridge/lab.md:9 error control-character: control character written as &#x1B;'],
  ],
  [
    'an escape in the YAML of the title',
    [['course.yaml', 'A mini course', '"\\e[31mRed"']],
    [
      'course.yaml:3 error control-character: control character ESC [ (U+001B, CSI: colour or cursor), as an escape',
    ],
  ],
  [
    'an escape in steps.yaml',
    [[STEPS, 'finds: br0 is down', 'finds: "br0 \\x07"']],
    [
      '01-bridge/steps.yaml:12 error control-character: control character BEL (U+0007), as an escape',
    ],
  ],
])('%s', (_name, edits, expected) => {
  expect(faults(...edits)).toEqual(expected);
  for (const { expected: right, example } of lintCourseFiles(mini(...edits))) {
    expect(right).not.toBe('');
    expect(example).not.toBe('');
  }
});
