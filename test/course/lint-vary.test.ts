// Lint of names that differ from learner to learner: the values, and the course under each of them.
import { expect, test } from 'vitest';
import { lintCourseFiles } from '../../src/course/lint/index.ts';
import { examples } from '../../src/course/examples.ts';
import { faults, JA, LAB, mini, STEPS, varying, type Edit } from './mini.ts';

test('values that are well chosen have no fault', () => {
  const lines = '  br0: [br4, sw0]\n  192.168.200: [192.168.221, 192.168.232, 192.168.243]\n';
  expect(faults(varying(lines))).toEqual([]);
});

test.each<[string, string, string[]]>([
  [
    'a word that the course does not have',
    '  br1: [br4]\n',
    ["course.yaml:6 error vary-unknown: the course has no 'br1' that could vary"],
  ],
  [
    'a word that stands only in the id of a step, which does not vary',
    '  create: [making]\n',
    ["course.yaml:6 error vary-unknown: the course has no 'create' that could vary"],
  ],
  [
    'a value of another length',
    '  br0:\n    - br4\n    - lan0\n',
    ["course.yaml:8 error vary-length: 'lan0' has 4 characters, 'br0' has 3"],
  ],
  [
    'a value that the course has already',
    '  192.168.200: [192.168.221]\n  br0: [sw0, set]\n',
    [`course.yaml:7 error vary-taken: 'set' stands in the course already (${STEPS}:11)`],
  ],
  [
    'the word itself as a value',
    '  br0: [br0]\n',
    [`course.yaml:6 error vary-taken: 'br0' stands in the course already (${LAB}:12)`],
  ],
  [
    'a value that is given twice, for one word or for two',
    '  br0: [sw0, sw0]\n  192: [sw0]\n',
    [
      "course.yaml:6 error vary-taken: 'sw0' may stand for 'br0', and 'sw0' is given as well",
      "course.yaml:6 error vary-taken: 'sw0' may stand for 'br0', and 'sw0' is given as well",
      "course.yaml:7 error vary-taken: 'sw0' may stand for '192', and 'sw0' is given as well",
    ],
  ],
  [
    'what is no word',
    '  br0: ["s 0", "-s0", sw0]\n',
    [
      "course.yaml:6 error vary-word: 's 0' is not a word that can vary",
      "course.yaml:6 error vary-word: '-s0' is not a word that can vary",
    ],
  ],
  [
    'a number, no list, an empty list',
    '  br0: [100]\n  192.168.200: 192.168.221\n  bridge: []\n',
    [
      "course.yaml:6 error wrong-type: entry 1 of 'br0' is the number 100",
      "course.yaml:7 error wrong-type: '192.168.200' is the text '192.168.221'",
      "course.yaml:8 error wrong-type: 'bridge' is a list",
    ],
  ],
])('%s', (_name, lines, expected) => {
  expect(faults(varying(lines))).toEqual(expected);
});

test('a value that does not fit where its word stands, in the file where that is', () => {
  const lines = '  br0: [sw0]\n  192.168.200: [192.168.221, 192.168.300]\n';
  expect(faults(varying(lines))).toEqual([
    `${STEPS}:7 error bad-address: address: '192.168.300.1/24' is not an IPv4 address with its prefix length, with 192.168.200=192.168.300`,
    expect.stringMatching(/:8 error bad-address: route: .*, with 192.168.200=192.168.300$/),
  ]);
});

test('a word that is part of how a lab is written cannot vary', () => {
  const found = faults(varying('  expect: [inspec]\n'));
  expect(found).toContainEqual(expect.stringContaining(`${STEPS}:`));
  expect(found.every((fault) => fault.endsWith(', with expect=inspec'))).toBe(true);
});

test('what is wrong with every name is told once, and without names', () => {
  const edits: Edit[] = [
    varying('  br0: [sw0, sw4]\n'),
    [JA, 'ip link add br0', 'ip link add br1'],
  ];
  const [one, ...more] = faults(...edits);
  expect(more).toEqual([]);
  expect(one).not.toContain('sw0');
});

test('the example of a fault is right itself', () => {
  const rules = (edit: Edit): string[] =>
    lintCourseFiles(mini(edit)).map(({ rule, example }) => `${rule} ${example === examples.vary}`);
  expect(rules(varying('  br1: [br4]\n'))).toEqual(['vary-unknown true']);
  expect(rules(varying(examples.vary.slice('vary:\n'.length)))).toEqual([]);
});
