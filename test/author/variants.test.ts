// Variations of solutions: what is one command, what is varied, and that a variant runs on where something fails.
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { nextLab, Work } from '../../src/author/prove/schedule.ts';
import {
  commandsOf,
  leftOut,
  rearranged,
  variantCommand,
  type Variant,
} from '../../src/author/prove/variants.ts';
import type { Lab } from '../../src/course/types.ts';
import { lab, smallCourse, step } from '../learner/course.ts';

test('a command is a line, with all that belongs to it', () => {
  const blocks = [
    '# a remark\nip link add br0 type bridge\n\nip link set br0 up # on',
    'docker run \\\n  nginx\necho "two\nlines"',
    "cat > f <<'EOF'\nif this\nEOF\necho after",
    'for i in 1 2; do\n  echo $i\ndone\n(cd /; ls)',
    'ip netns list |\n  wc -l',
  ];
  expect(commandsOf(blocks)).toEqual([
    'ip link add br0 type bridge',
    'ip link set br0 up # on',
    'docker run \\\n  nginx',
    'echo "two\nlines"',
    "cat > f <<'EOF'\nif this\nEOF",
    'echo after',
    'for i in 1 2; do\n  echo $i\ndone',
    '(cd /; ls)',
    'ip netns list |\n  wc -l',
  ]);
});

const shown = (variants: readonly Variant[]): string[] =>
  variants.map(({ kind, commands }) => `${kind} ${commands.join(' ')}`);

test('each command is left out, but for the only one and for what is harmless', () => {
  expect(shown(leftOut(['a', 'look', 'b'], []))).toEqual([
    'left-out look b',
    'left-out a b',
    'left-out a look',
  ]);
  expect(leftOut(['a'], [])).toEqual([]);
  // As a proof with the names of a seed has it.
  expect(leftOut(['a', 'look', 'b'], [''])).toEqual([]);
  expect(shown(leftOut(['a', 'look', 'b'], ['oo']))).toEqual([
    'left-out look b',
    'left-out a look',
  ]);
});

test('what changes something is run twice, and swapped with the next such', () => {
  expect(shown(rearranged(['a', 'look', 'b', 'c'], [0, 2]))).toEqual([
    'twice a a look b c',
    'twice a look b b c',
    'swapped b look a c',
  ]);
  expect(rearranged(['a'], [])).toEqual([]);
});

test('a variant is typed to its end whatever fails, in one shell', async () => {
  const { exitCode } = await execa('sh', [
    '-c',
    variantCommand(['X=1', 'false', '[ $X = 1 ] && kill -9 $$']),
  ]);
  expect(exitCode).toBe(0);
});

test('a machine takes what begins where it stands, else what most is waiting behind', () => {
  const course = smallCourse();
  const [look, bridge, cable] = course.labs;
  const far = (): number => 1;
  const steps = (each: Lab): number => each.steps.length;
  expect(nextLab(course, course.labs, far, steps)).toBe(bridge);
  expect(nextLab(course, [look!, cable!], (each) => (each === cable ? 0 : 3), steps)).toBe(cable);
  expect(nextLab(course, [], far, steps)).toBeNull();
  const alone = lab(4, 'alone', [], [step('x'), step('y')]);
  const more = { ...course, labs: [...course.labs, alone] };
  expect(nextLab(more, [bridge!, alone], far, steps)).toBe(bridge);
  expect(nextLab(more, [bridge!, alone], far, (each) => (each === alone ? 9 : 1))).toBe(alone);
});

describe('machines that share the work', () => {
  const long = lab(4, 'long', [], [step('p'), step('q'), step('r'), step('s')]);
  const course = { ...smallCourse(), labs: [...smallCourse().labs, long] };
  const task = { lab: long, steps: long.steps };
  const names = (steps: readonly { id: string }[] | undefined) => steps?.map(({ id }) => id);
  const near = (): number => 0;

  test('take labs, then the later half of what is left of the longest one', () => {
    const work = new Work(course, [task], () => 60);
    const first = work.take(near);
    expect(names(first?.rest)).toEqual(['p', 'q', 'r', 's']);
    first?.rest.shift();
    const second = work.take(near);
    expect([names(first?.rest), names(second?.rest)]).toEqual([['q'], ['r', 's']]);
    expect(first?.rest.shift()).toBeDefined();
    expect(second?.rest.shift()).toBeDefined();
    const third = work.take(near);
    expect([names(second?.rest), names(third?.rest)]).toEqual([[], ['s']]);
    expect(third?.rest.shift()).toBeDefined();
    expect(work.take(near)).toBeNull();
    expect(work.open).toBe(false);
  });

  test('take nothing that is proven sooner than it is replayed to', () => {
    const work = new Work(course, [task], () => 4);
    work.take(near);
    expect(work.take((steps) => steps.length)).toBeNull();
    expect(work.open).toBe(true);
  });

  test('of a lab that one has given up, the others end what they are at, and no more', () => {
    const work = new Work(course, [task], () => null);
    const first = work.take(near);
    const second = work.take(near);
    second?.rest.shift();
    expect(first && work.end(first, true)).toBe(false);
    expect(names(second?.rest)).toEqual([]);
    expect(second && work.end(second, false)).toBe(true);
  });
});
