// The connection of a check, which is begun before the check knows what it asks.
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { buildProgram, screenOf, type Program } from '../ssh/program.ts';
import { startServer } from '../ssh/server.ts';
import { temporaryFolder } from '../cli/harness.ts';
import { world, type World } from './world.ts';

let program: Program;
beforeAll(async () => {
  program = await buildProgram('test/learner/inside/labs-program.ts');
}, 30_000);
afterAll(() => program[Symbol.asyncDispose]());

/** What a command does, in order: the course is read, the machine is moved, it is connected to. */
async function traced(): Promise<{ at: World; steps: string[] }> {
  const steps: string[] = [];
  const at = await world((course) => {
    steps.push('course');
    return course;
  });
  const { machine } = at;
  const target = machine.sshTarget.bind(machine);
  machine.sshTarget = () => {
    steps.push('connect');
    return target();
  };
  const { restore } = machine.checkpoints;
  machine.checkpoints.restore = (name) => {
    steps.push('restore');
    return restore(name);
  };
  await at.labs('start');
  steps.length = 0;
  return { at, steps };
}

test('the machine has begun to answer before the course is read, and is asked once', async () => {
  const { at, steps } = await traced();
  const { out } = await at.labs('check');
  expect(out).toContain('lo is up');
  expect(steps).toEqual(['connect', 'course']);
});

test('after a move that was cut short: only once the machine is where it belongs', async () => {
  const { at, steps } = await traced();
  const moving = { lab: 'look', step: 'a', progress: 'forget' };
  writeFileSync(at.markFile, JSON.stringify({ course: 'small', moving }));
  const { out, err } = await at.labs('check');
  expect(err).toContain('An interrupted command is being finished first');
  expect(out).toContain('lo is up');
  expect(steps.slice(0, 2)).toEqual(['course', 'restore']);
  expect(steps.at(-1)).toBe('connect');
});

test('a machine that is elsewhere by the time a question is answered is asked all the same', async () => {
  const server = await startServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  const home = temporaryFolder();
  const labs = (...words: string[]) =>
    screenOf('"$0" "$@"', [process.execPath, program.file, ...words], {
      name: 'xterm-256color',
      env: {
        ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', BRIDGE_LABS_HOME: home },
        TEST_TARGET: JSON.stringify(server.target),
      },
    });
  expect(await labs('goto', 'look/b', '--yes').exit).toBe(0);
  const screen = labs('check');
  // Keys that come before the question stands there do not count.
  await screen.until((lines) => lines.join('\n').includes('Your answer:'));
  // Who has left the question in mind, and goes on, is not judged by that.
  screen.pty.write('labs next\r');
  await screen.until((lines) => lines.join('\n').includes('That is a command'));
  screen.pty.write('\x15');
  server.drop();
  const before = server.attempts.length;
  screen.pty.write('1\r');
  await screen.exit;
  expect(server.attempts.length).toBe(before + 1);
});
