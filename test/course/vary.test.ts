// Names that differ from learner to learner: what is drawn, and where it stands in the files then.
import { expect, test } from 'vitest';
import { parseCourse } from '../../src/course/parse.ts';
import { draw, drawnLine, holdsWord, isSeed, newSeed, varied } from '../../src/course/vary.ts';
import { LAB, mini, varying } from './mini.ts';

const VARY = { br0: ['sw0', 'br7', 'br4'], '192.168.200': ['192.168.221', '192.168.232'] };
const seeds = Array.from({ length: 300 }, (_, index) => `seed${index}`);

test('a seed always draws the same; all seeds together draw every value, about as often', () => {
  expect(draw(VARY, 'k3f9x2')).toEqual(draw({ ...VARY }, 'k3f9x2'));
  // Written down here, as learners rest on it: with another algorithm their names would change under their hands.
  expect(drawnLine(draw(VARY, 'k3f9x2'))).toBe('192.168.200=192.168.221 br0=br7');
  const count = new Map<string, number>();
  for (const seed of seeds) {
    const line = drawnLine(draw(VARY, seed));
    count.set(line, (count.get(line) ?? 0) + 1);
  }
  expect(count.size).toBe(6);
  for (const times of count.values()) expect(times).toBeGreaterThan(25);
});

test('what one word is called does not rest on which others vary', () => {
  for (const seed of seeds.slice(0, 20)) {
    const { br0 } = draw(VARY, seed);
    expect(draw({ eth9: ['eth7', 'eth8'], br0: VARY.br0 }, seed).br0).toBe(br0);
  }
});

test('a new seed is short, printable, and a seed', () => {
  expect(newSeed(() => 0)).toBe('aaaaaa');
  expect(newSeed(() => 0.999999)).toBe('999999');
  expect(isSeed(newSeed(Math.random))).toBe(true);
  expect(['', 'A', '../x', 'a b', 'a'.repeat(33)].some(isSeed)).toBe(false);
});

const DRAWN = {
  br0: 'sw0',
  '192.168.200': '192.168.221',
  host: 'home',
  'veth-host': 'veth-near',
  cord: 'wire',
  'cord-host': 'cord-near',
};

test.each([
  ['br0', 'sw0'],
  ['abr0 br01 br0a', 'abr0 br01 br0a'],
  ['(br0), `br0`: **br0** _br0_ br0.', '(sw0), `sw0`: **sw0** _sw0_ sw0.'],
  [
    'net.ipv4.conf.br0.forwarding /sys/class/net/br0/',
    'net.ipv4.conf.sw0.forwarding /sys/class/net/sw0/',
  ],
  ['veth-br0 br0-side $br0_addr br0@if4', 'veth-sw0 sw0-side $sw0_addr sw0@if4'],
  ['ブリッジbr0を作る', 'ブリッジsw0を作る'],
  ['192.168.200.1/24, 192.168.200.0/24', '192.168.221.1/24, 192.168.221.0/24'],
  ['192.168.200.2-192.168.200.9', '192.168.221.2-192.168.221.9'],
  ['1192.168.200 192.168.2001 10.192.168.200.1', '1192.168.200 192.168.2001 10.192.168.200.1'],
  ['1) 192.168.200. And', '1) 192.168.221. And'],
  ['192x168x200', '192x168x200'],
  ['192\\.168\\.200\\.102 "192\\\\.168\\\\.200"', '192\\.168\\.221\\.102 "192\\\\.168\\\\.221"'],
  ['10\\.192\\.168\\.200', '10\\.192\\.168\\.200'],
  // The longer name is one of its own, whichever end it begins with.
  ['host veth-host veth-host2', 'home veth-near veth-host2'],
  ['cord cord-host', 'wire cord-near'],
])('%s', (text, expected) => {
  expect(varied('01-bridge/lab.md', text, DRAWN)).toBe(expected);
});

test('ids of steps and needs stay: progress files and other people know them', () => {
  const md =
    '---\ntitle: br0\nneeds: [br0]\n---\n## br0\n<!-- step: br0 -->\n<!-- learned: br0 -->';
  expect(varied('01-a/lab.ja.md', md, DRAWN)).toBe(
    '---\ntitle: sw0\nneeds: [br0]\n---\n## sw0\n<!-- step: br0 -->\n<!-- learned: sw0 -->',
  );
  const yaml = '# br0\nmake-br0:\n  expect:\n    - link: br0\n"br0":\n  setup: |\n    br0: x';
  expect(varied('01-a/steps.yaml', yaml, DRAWN)).toBe(
    '# sw0\nmake-br0:\n  expect:\n    - link: sw0\n"br0":\n  setup: |\n    sw0: x',
  );
});

test('a word that is found in another one', () => {
  expect(holdsWord('veth-br0', 'br0')).toBe(true);
  expect(holdsWord('192.168.221.1', '192.168.221')).toBe(true);
  expect(holdsWord('br01', 'br0')).toBe(false);
});

const edit = varying('  br0: [sw0]\n  192.168.200: [192.168.221]\n');
const files = mini(edit);

test('a course with a seed: text, commands, expectations, mistakes and findings speak of the same names', () => {
  const { course, problems } = parseCourse(files, 'k3f9x2');
  expect(problems).toEqual([]);
  expect(course.drawn).toEqual({ br0: 'sw0', '192.168.200': '192.168.221' });
  const [first, second] = course.labs[0]!.steps;
  expect(first).toMatchObject({
    id: 'create-br0',
    title: { en: 'Make sw0', ja: 'sw0 を作る' },
    commands: ['sudo ip link add sw0 type bridge'],
    expect: [
      { link: 'sw0', address: '192.168.221.1/24' },
      { route: '192.168.221.0/24', dev: 'sw0' },
    ],
    mistakes: [{ run: 'sudo ip link set sw0 down', finds: 'sw0 is down' }],
  });
  expect(second).toEqual(parseCourse(files).course.labs[0]!.steps[1]);
});

test('without a seed the course is as its files say', () => {
  const { course, problems } = parseCourse(files);
  expect({ course, problems }).toEqual(parseCourse(mini()));
  expect(course.drawn).toEqual({});
});

test('lines stay where they are, so that a fault of a varied course is found in its file', () => {
  const broken = mini(edit, [LAB, '<!-- step: create-br0 -->', '']);
  const places = (seed: string | null) =>
    parseCourse(broken, seed).problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
  expect(places('k3f9x2')).toEqual(places(null));
  expect(places(null)).not.toEqual([]);
});
