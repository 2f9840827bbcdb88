// The course lint on what a learner is shown: the same blocks and pictures in both languages, and commands that end.
import { expect, test } from 'vitest';
import { type Edit, faults, JA, LAB } from './mini.ts';

const SHOWN = '```sh\nip link show type bridge\n```';
const shown = (english: string, japanese: string): Edit[] => [
  [LAB, 'A bridge is a switch.', english],
  [JA, 'ブリッジはスイッチです。', japanese],
];
const picture = (moment: string): string => `<!-- picture: ${moment} -->\n\`\`\`text\nx\n\`\`\``;
const pings = (command: string): Edit[] => {
  const block = `\`\`\`sh\n${command}\n\`\`\``;
  return shown(block, block);
};

test.each<[name: string, edits: Edit[], expected: string[]]>([
  [
    'the same block beside the solution, with another remark',
    shown(SHOWN, SHOWN.replace('bridge\n', 'bridge # 一覧\n')),
    [],
  ],
  [
    'another block beside the solution',
    shown(SHOWN, SHOWN.replace('bridge\n', 'veth\n')),
    [
      "01-bridge/lab.ja.md:10 error translation-commands: the step 'create-br0' shows other commands: ip link show type veth",
    ],
  ],
  [
    'a block that the translation lacks',
    shown(SHOWN, 'x'),
    [
      "01-bridge/lab.ja.md:7 error translation-commands: the step 'create-br0' lacks commands that the English text shows",
    ],
  ],
  [
    'a block too many in a hint',
    [[JA, '続きを読んでください。', '```sh\nip route\n```']],
    [
      "01-bridge/lab.ja.md:43 error translation-commands: the step 'subnet' shows other commands: ip route",
    ],
  ],
  ['a picture in both languages', shown(picture('after'), picture('after')), []],
  [
    'pictures in one language only',
    shown(picture('before'), picture('after')),
    [
      "01-bridge/lab.ja.md:10 error translation-picture: the picture 'after' stands here, and not in 01-bridge/lab.md",
      "01-bridge/lab.md:15 error translation-picture: the picture 'before' stands here, and not in 01-bridge/lab.ja.md",
    ],
  ],
  [
    'a ping without an end',
    pings('ip a\nsudo ip netns exec test ping 10.0.0.1'),
    [
      '01-bridge/lab.md:17 warning endless-command: this command does not end by itself: sudo ip netns exec test ping 10.0.0.1',
    ],
  ],
])('%s', (_, edits, expected) => {
  expect(faults(...edits)).toEqual(expected);
});

test.each([
  'ping -c 3 10.0.0.1',
  'ping 10.0.0.1 -qc3',
  'ping -w 5 10.0.0.1',
  'timeout 5 ping 10.0.0.1',
  'ping 10.0.0.1 > /dev/null & sleep 1; kill $!',
  'sudo apt-get install iputils-ping curl',
  'ip a # ping 10.0.0.1',
])('ends by itself: %s', (command) => {
  expect(faults(...pings(command))).toEqual([]);
});
