// Variations of solutions: what is one command, what is varied, and that a variant runs on where something fails.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { nextLab } from '../../src/author/prove/schedule.ts';
import {
  commandsOf,
  traceCommand,
  variantCommand,
  variantsOf,
} from '../../src/author/prove/variants.ts';
import { temporaryFolder } from '../cli/harness.ts';
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

const shown = (changing: number[], harmless: string[] = []) =>
  variantsOf(['a', 'look', 'b', 'c'], changing, harmless).map(
    ({ kind, commands }) => `${kind} ${commands.join(' ')}`,
  );

test('each command that changes something is left out, run twice, and swapped with the next such', () => {
  expect(shown([0, 2])).toEqual([
    'left-out look b c',
    'left-out a look c',
    'twice a a look b c',
    'twice a look b b c',
    'swapped b look a c',
  ]);
});

test('the only one is not left out: that is where the step begins; what is harmless is not varied', () => {
  expect(shown([2])).toEqual(['twice a look b b c']);
  expect(shown([0, 2], ['b'])).toEqual(['left-out look b c', 'twice a a look b c']);
});

test('a variant is typed to its end whatever fails, in one shell', async () => {
  const { exitCode } = await execa('sh', [
    '-c',
    variantCommand(['X=1', 'false', '[ $X = 1 ] && kill -9 $$']),
  ]);
  expect(exitCode).toBe(0);
});

test('a trace tells the state before the first command and after each', async () => {
  const folder = temporaryFolder();
  const script = join(folder, 'state.sh');
  writeFileSync(script, `cat ${folder}/log`);
  const types = (word: string): string => `echo ${word} >> ${folder}/log`;
  const command = traceCommand(script, folder, [types('a'), 'false', types('b')]);
  await execa('sh', ['-c', command.replace('sudo -n', 'command')]);
  const states = [0, 1, 2, 3].map((index) => readFileSync(join(folder, String(index)), 'utf8'));
  expect(states).toEqual(['', 'a\n', 'a\n', 'a\nb\n']);
});

test('a machine takes what begins where it stands, else what most is waiting behind', () => {
  const course = smallCourse();
  const [look, bridge, cable] = course.labs;
  const far = (): number => 1;
  expect(nextLab(course, course.labs, far)).toBe(bridge);
  expect(nextLab(course, [look!, cable!], (each) => (each === cable ? 0 : 3))).toBe(cable);
  expect(nextLab(course, [], far)).toBeNull();
  const alone = lab(4, 'alone', [], [step('x'), step('y'), step('z'), step('w'), step('v')]);
  expect(nextLab({ ...course, labs: [...course.labs, alone] }, [bridge!, alone], far)).toBe(alone);
});
