// `instructor reset`: machine and progress, either alone, or neither.
import { expect, it } from 'vitest';
import { states, world, type World } from '../learner/world.ts';

/** A learner in the second step of lab 2, who has skipped one step before. */
async function classroom(): Promise<World> {
  const at = await world();
  await at.labs('start');
  await at.labs('next --skip');
  await at.labs('goto bridge/d');
  at.machine.calls.length = 0;
  return at;
}
const reset = (at: World, words: string) =>
  at.run('instructor', `reset ${words}`.trim().split(' '));

it('without a position: the beginning of the course', async () => {
  const at = await classroom();
  expect((await reset(at, '--yes')).code).toBe(0);
  expect(at.machine.done()).toBe('');
  expect(at.progress().position).toEqual({ lab: 'look', step: 'a' });
  expect(states(at.progress())).toEqual({});
});

it('to a lab, to a step; also as `bridge-labs instructor reset`', async () => {
  const at = await classroom();
  const words = ['instructor', 'reset', 'cable/f', '--yes'];
  expect((await at.run('bridge-labs', words)).code).toBe(0);
  expect(at.machine.done()).toBe('cde');
  await reset(at, '2 --yes');
  expect(at.machine.done()).toBe('');
  expect(at.progress().position).toEqual({ lab: 'bridge', step: 'c' });
});

it('--machine-only leaves the progress as it is', async () => {
  const at = await classroom();
  const before = at.progress();
  await reset(at, 'look --machine-only --yes');
  expect(at.machine.done()).toBe('');
  expect(at.progress()).toEqual(before);
});

it('--progress-only leaves the machine as it is', async () => {
  const at = await classroom();
  await reset(at, 'look --progress-only --yes');
  expect(at.machine.calls).toEqual([]);
  expect(at.machine.done()).toBe('c');
  expect(at.progress().position).toEqual({ lab: 'look', step: 'a' });
});

it('--dry-run says what would be done, and does nothing', async () => {
  const at = await classroom();
  const before = at.progress();
  const { code, out } = await reset(at, 'cable/f --dry-run');
  expect(code).toBe(0);
  expect(out).toContain('restore the checkpoint bridge/d');
  expect(out).toContain('run the solutions of: 2/d, 3/e');
  const { out: json } = await reset(at, 'look --dry-run --json');
  expect(JSON.parse(json)).toEqual({
    course: 'small',
    lab: 'look',
    step: 'a',
    dryRun: true,
    machine: { restore: 'base', replay: [] },
    forgotten: [{ lab: 'look', step: 'a' }],
  });
  expect(at.machine.calls).toEqual([]);
  expect(at.progress()).toEqual(before);
});

it('does nothing without a yes', async () => {
  const at = await classroom();
  const { code, err } = await reset(at, 'look');
  expect(code).toBe(2);
  expect(err).toContain('What is lost of your progress: 1/a');
  expect(at.machine.calls).toEqual([]);
});
