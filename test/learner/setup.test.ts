// Steps that begin with a setup: it is run on each way to the step, on top of what the steps before have left.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../src/course/types.ts';
import { updateProgress } from '../../src/host/progress-file.ts';
import { pass } from '../../src/progress/index.ts';
import { world, type World } from './world.ts';

/** The small course, where `bridge/d` begins with a setup. */
function withSetup(setup: (log: string) => string) {
  return (course: Course, log: string): Course => ({
    ...course,
    labs: course.labs.map((lab) => ({
      ...lab,
      steps: lab.steps.map((step) => ({
        ...step,
        ...(step.id === 'd' ? { setup: setup(log) } : {}),
      })),
    })),
  });
}

const begun = async (setup = (log: string) => `echo '!' >> ${log}`): Promise<World> => {
  const at = await world(withSetup(setup));
  await at.labs('start');
  return at;
};

/** As `labs check` leaves it when the step before has passed, with the learner's own way to do it. */
async function passed(at: World): Promise<void> {
  await at.labs('goto bridge/c --yes');
  await at.type('mine');
  await at.machine.checkpoints.save('bridge/d');
  const file = join(at.home, 'progress', 'small.json');
  await updateProgress(file, (progress) => pass(progress!, { lab: 'bridge', step: 'c' }, 0), {
    now: () => 0,
  });
}

describe('a setup', () => {
  it('comes with next, and leaves alone what the learner has made', async () => {
    const at = await begun();
    await passed(at);
    expect(at.machine.done()).toBe('mine');
    const { code, out } = await at.labs('next');
    expect(code).toBe(0);
    expect(out).toContain('Title of d');
    expect(at.machine.done()).toBe('mine!');
    expect(at.progress().position).toEqual({ lab: 'bridge', step: 'd' });
    expect(at.mark().moving).toBeNull();
  });

  it('is there again after an undo, once', async () => {
    const at = await begun();
    await passed(at);
    await at.labs('next');
    await at.type('try');
    expect((await at.labs('undo --yes')).code).toBe(0);
    expect(at.machine.done()).toBe('mine!');
  });

  it('is there after goto, and before the solution of a step that is replayed', async () => {
    const at = await begun();
    await at.labs('goto bridge/d');
    expect(at.machine.done()).toBe('c!');
    await at.labs('goto cable/f --yes');
    expect(at.machine.done()).toBe('c!de');
  });

  it('is there after a skip of the step before it, and of its own step', async () => {
    const at = await begun();
    await at.labs('goto bridge/c');
    await at.labs('next --skip');
    expect(at.machine.done()).toBe('c!');
    await at.labs('next --skip');
    expect(at.machine.done()).toBe('c!d');
  });

  it('is there after the power was cut', async () => {
    const at = await begun();
    await passed(at);
    await at.labs('next');
    at.machine.kill();
    await at.labs('start');
    expect(at.machine.done()).toBe('mine!');
  });

  it('that was cut short by a kill is done from the beginning by the next command', async () => {
    const at = await begun();
    await passed(at);
    await at.type('half a setup');
    const moving = { lab: 'bridge', step: 'd', progress: 'position' };
    writeFileSync(at.markFile, JSON.stringify({ course: 'small', moving }));
    const { err } = await at.labs('next');
    expect(err).toContain('An interrupted command is being finished first');
    expect(at.machine.done()).toBe('mine!');
    expect(at.progress().position).toEqual({ lab: 'bridge', step: 'd' });
  });

  it('that fails is told, and the learner stays where they are', async () => {
    const at = await begun(() => 'echo why; false');
    await at.labs('goto bridge/c');
    const { code, err } = await at.labs('goto bridge/d');
    expect(code).toBe(3);
    expect(err).toContain('bridge/d did not work on this machine');
    expect(err).toContain('why');
    expect(at.progress().position).toEqual({ lab: 'bridge', step: 'c' });
    expect(at.machine.done()).toBe('');
  });
});
