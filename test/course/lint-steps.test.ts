// The course lint on what a step owes: its entry, mistakes, hints, commands, and its translation.
import { expect, test } from 'vitest';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { type Edit, faults, JA, LAB, mini, STEPS } from './mini.ts';

const LEARNED = '<!-- learned: A bridge is a switch\nmade of software. -->\n';

test.each<[name: string, edits: Edit[], expected: string[]]>([
  // lab.md beside steps.yaml
  [
    'a step that steps.yaml lacks',
    [[STEPS, 'subnet:', 'subnets:']],
    [
      "01-bridge/lab.md:36 error step-not-in-yaml: the step 'subnet' is not in 01-bridge/steps.yaml; did you mean 'subnets'?",
      "01-bridge/steps.yaml:13 error step-not-in-text: the step 'subnets' is not in 01-bridge/lab.md; did you mean 'subnet'?",
    ],
  ],
  [
    'a step twice in steps.yaml',
    [[STEPS, 'subnet:', 'create-br0: {}\nsubnet:']],
    ["01-bridge/steps.yaml:13 error duplicate-step: the step 'create-br0' stands twice"],
  ],
  [
    'a key twice in steps.yaml',
    [[STEPS, '      up: true', '      up: true\n      up: false']],
    ["01-bridge/steps.yaml:7 error duplicate-key: the key 'up' stands twice"],
  ],

  [
    "what only the learner's own computer could run",
    [
      [LAB, 'sudo ip link add br0 type bridge', 'cd && npx labs check'],
      [JA, 'sudo ip link add br0 type bridge', 'cd && npx labs check'],
      [STEPS, '  mistakes:', "  setup: 'true; vagrant up'\n  mistakes:"],
    ],
    [
      "01-bridge/lab.ja.md:25 error outside: 'npx' runs on the learner's own computer, and nothing of a course does",
      "01-bridge/lab.md:31 error outside: 'npx' runs on the learner's own computer, and nothing of a course does",
      "01-bridge/steps.yaml:2 error outside: 'vagrant' runs on the learner's own computer, and nothing of a course does",
    ],
  ],
  [
    'a command that is to be run, and no question',
    [[STEPS, '  mistakes:', '  inspect:\n    - ran: ip link add\n  mistakes:']],
    [
      "01-bridge/steps.yaml:10 error inspect-alone: the step 'create-br0' inspects what was run, and asks no question",
    ],
  ],
  [
    'a command that is to be run, beside a question',
    [[STEPS, '    kind: address', '    kind: address\n  inspect:\n    - ran: [docker, podman]']],
    [],
  ],
  [
    'an inspection without what was run',
    [[STEPS, '    kind: address', '    kind: address\n  inspect:\n    - show: 172']],
    [
      "01-bridge/steps.yaml:18 error missing-key: an inspection has no 'ran'",
      "01-bridge/steps.yaml:18 error unknown-key: unknown key 'show' in an inspection; did you mean 'shows'?",
    ],
  ],
  [
    'something harmless that is nowhere',
    [[STEPS, '  mistakes:', "  harmless: ['ip link add br0', 'ip link del']\n  mistakes:"]],
    [
      "01-bridge/steps.yaml:2 error stray-harmless: the step 'create-br0' calls 'ip link del' harmless, and no command of its solution has that",
    ],
  ],
  [
    'words of an expectation in English only',
    [
      [
        STEPS,
        '  mistakes:',
        '    - command: nslookup b\n      what: {en: a finds b, ja: 見つかる}\n      found: {en: it does not}\n  mistakes:',
      ],
    ],
    [
      "01-bridge/steps.yaml:2 error translation-words: the step 'create-br0' has no Japanese for `found`: it does not",
    ],
  ],

  // Translation
  [
    'no translation',
    [[JA, null]],
    ['01-bridge/lab.ja.md:1 warning untranslated: the lab is not translated into Japanese'],
  ],
  [
    'a translation that lacks a step',
    [[JA, /## 見る[^]*/, '']],
    [
      "01-bridge/lab.ja.md:7 error translation-lacks-step: the translation lacks the step 'subnet' (01-bridge/lab.md:36)",
    ],
  ],
  [
    'a translated step of another id',
    [[JA, 'step: subnet', 'step: subnets']],
    [
      "01-bridge/lab.ja.md:7 error translation-lacks-step: the translation lacks the step 'subnet' (01-bridge/lab.md:36)",
      "01-bridge/lab.ja.md:29 error translation-extra-step: the translation has a step 'subnets' that 01-bridge/lab.md has not",
    ],
  ],
  [
    'a translation in another order',
    [[JA, /(## `br0`[^]*)(## 見る[^]*)/, (_, first = '', second = '') => second + first]],
    [
      "01-bridge/lab.ja.md:7 error translation-order: the translation has the step 'subnet' where 01-bridge/lab.md has 'create-br0'",
    ],
  ],
  [
    'a hint less',
    [[JA, '<details><summary>ヒント 2</summary>リンクの一種です。</details>\n', '']],
    [
      "01-bridge/lab.ja.md:7 error translation-hints: the step 'create-br0' has 1 hint, and 2 hints in English",
    ],
  ],
  [
    'another command',
    [[JA, 'ip link add br0', 'ip link add br1']],
    [
      "01-bridge/lab.ja.md:7 error translation-commands: the step 'create-br0' has other commands: sudo ip link add br1 type bridge   # 作る",
    ],
  ],
  [
    'a command less',
    [[JA, '```sh\ndocker network inspect bridge\n```\n', '']],
    [
      "01-bridge/lab.ja.md:29 error translation-commands: the step 'subnet' lacks commands of the English text",
    ],
  ],
  [
    'no translated sentence',
    [[JA, '<!-- learned: ネットワークごとにサブネットがあります。 -->\n', '']],
    [
      "01-bridge/lab.ja.md:29 warning translation-learned: the step 'subnet' lacks its learned sentence",
    ],
  ],
  [
    'no translated question',
    [[JA, '<!-- question -->\n', '']],
    ["01-bridge/lab.ja.md:29 error translation-question: the step 'subnet' lacks its question"],
  ],

  // Mistakes
  [
    'no mistake',
    [[STEPS, / {2}mistakes:\n {4}- run.*\n.*\n/, '']],
    [
      "01-bridge/steps.yaml:2 error no-mistake: the step 'create-br0' has no mistake that its check catches",
    ],
  ],
  [
    'no wrong answer',
    [[STEPS, / {2}mistakes:\n {4}- answer.*\n.*\n/, '']],
    [
      "01-bridge/steps.yaml:13 error no-wrong-answer: the step 'subnet' asks, and has no wrong answer",
    ],
  ],
  [
    'a wrong answer where nothing is asked',
    [
      [
        STEPS,
        'down\n      finds: br0 is down',
        'down\n      finds: br0 is down\n    - answer: x\n      finds: x',
      ],
    ],
    [
      "01-bridge/steps.yaml:13 error stray-mistake: the step 'create-br0' has a wrong answer, and no `ask` to catch it",
    ],
  ],
  [
    'a mistake to run where nothing is expected',
    [[STEPS, '    - answer: 172', '    - run: x\n      finds: x\n    - answer: 172']],
    [
      "01-bridge/steps.yaml:18 error stray-mistake: the step 'subnet' has a mistake to run, and no `expect` to catch it",
    ],
  ],
  [
    'nothing to check',
    [[STEPS, / {2}ask:[^]*/, '  expect: []\n']],
    [
      "01-bridge/lab.md:49 error question-without-ask: the step 'subnet' marks a question, and 01-bridge/steps.yaml has no `ask` for it",
      "01-bridge/steps.yaml:13 error nothing-to-check: the step 'subnet' has neither `expect` nor `ask`",
    ],
  ],

  // What a step owes its learner
  [
    'no hints',
    [
      [
        LAB,
        /* subnet's */ '<summary>Hint</summary>\n\nRead on.',
        '<summary>More</summary>\n\nRead on.',
      ],
      [JA, '<summary>ヒント</summary>\n\n続き', '<summary>もっと</summary>\n\n続き'],
    ],
    ["01-bridge/lab.md:36 error no-hints: the step 'subnet' has no hints"],
  ],
  [
    'nothing learned',
    [
      [LAB, LEARNED, ''],
      [JA, '<!-- learned: ブリッジは\nソフトウェアのスイッチです。 -->\n', ''],
    ],
    ["01-bridge/lab.md:12 warning no-learned: the step 'create-br0' does not say what was learned"],
  ],
  [
    'no commands',
    [
      [LAB, '```sh\nsudo ip link add br0 type bridge\n```', 'Think.'],
      [JA, '```sh\nsudo ip link add br0 type bridge   # 作る\n```', '考えます。'],
    ],
    ["01-bridge/lab.md:12 error no-commands: the step 'create-br0' has no commands"],
  ],
  [
    'a question without ask',
    [
      [LAB, 'A bridge is a switch.', '<!-- question -->\nWhy?'],
      [JA, 'ブリッジはスイッチです。', '<!-- question -->\nなぜ'],
    ],
    [
      "01-bridge/lab.md:16 error question-without-ask: the step 'create-br0' marks a question, and 01-bridge/steps.yaml has no `ask` for it",
    ],
  ],
  [
    'a block of another language',
    [[LAB, '```console', '```bash']],
    [
      "01-bridge/lab.md:43 warning block-language: the fenced block's language 'bash' is not known; did you mean 'sh'?",
    ],
  ],
  [
    'a block without language',
    [[LAB, '```console', '```']],
    ['01-bridge/lab.md:43 warning block-language: a fenced block without a language'],
  ],
  [
    'a prompt',
    [
      [LAB, 'docker network inspect bridge', '$ docker network inspect bridge'],
      [JA, 'docker network inspect bridge', '$ docker network inspect bridge'],
    ],
    [
      '01-bridge/lab.ja.md:33 error prompt-in-commands: a prompt `$` in a block of commands',
      '01-bridge/lab.md:40 error prompt-in-commands: a prompt `$` in a block of commands',
    ],
  ],
])('%s', (_name, edits, expected) => {
  expect(faults(...edits)).toEqual(expected);
  for (const { expected: right, example } of lintCourseFiles(mini(...edits))) {
    expect(right).not.toBe('');
    expect(example).not.toBe('');
  }
});
