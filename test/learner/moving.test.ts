// Machine and progress move together: start, skip, goto, undo and reset, on a machine of folders.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { withLock } from '../../src/host/lock.ts';
import { house, temporaryFolder } from '../cli/harness.ts';
import { smallCourse } from './course.ts';
import { dockerdIn } from './dockerd.ts';
import { Sandbox } from './sandbox.ts';
import { states, world } from './world.ts';

describe('start', () => {
  it('the first time: welcomes, brings the machine up, shows the first lab', async () => {
    const at = await world();
    const { code, out } = await at.labs('start');
    expect(code).toBe(0);
    expect(out).toContain('Welcome to "A small course".');
    expect(out).toContain('Intro of look.');
    expect(out).toContain('Title of a');
    expect(at.machine.calls).toEqual(['up']);
    expect(at.mark()).toEqual({ course: 'small', drawn: '', moving: null });
  });

  it('again: goes on where the learner was, and leaves the machine alone', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    at.machine.calls.length = 0;
    const { out } = await at.labs('start');
    expect(out).toContain('Welcome back.');
    expect(out).toContain('Title of d');
    expect(at.machine.calls).toEqual(['up']);
  });

  it('with a machine made anew: brings it to where the learner was', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    await at.machine.destroy();
    writeFileSync(at.markFile, '');
    const { code, err } = await at.labs('start');
    expect(code).toBe(0);
    expect(err).toContain('The machine is new');
    expect(at.machine.done()).toBe('c');
  });

  it('after the power was cut in the middle of a step: back to its beginning, and says so', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('next --skip');
    await at.labs('goto bridge/d');
    at.machine.kill();
    at.machine.resumeFrom = 'base';
    const { err } = await at.labs('start');
    expect(err).toContain('It is now as it was at the beginning of this step');
    expect(at.machine.done()).toBe('c');
  });

  it('after stop: as it was left', async () => {
    const at = await world();
    await at.labs('start');
    await at.type('mine');
    expect((await at.run('bridge-labs', ['stop'])).out).toContain('switched off');
    await at.labs('start');
    expect(at.machine.done()).toBe('mine');
  });

  it('remembers the language, for every later command', async () => {
    const at = await world();
    await at.labs('start --lang ja');
    expect((await at.labs('list')).out).toContain('小さなコース');
    expect((await at.labs('list --lang en')).out).toContain('A small course');
    expect((await at.labs('list')).out).toContain('小さなコース');
  });
});

describe('next --skip', () => {
  it('records it, and brings the machine to where the step would have ended', async () => {
    const at = await world();
    await at.labs('start');
    const { code, out } = await at.labs('next --skip');
    expect(code).toBe(0);
    expect(out).toContain('Skipped: Title of a.');
    expect(out).toContain('Title of b');
    expect(at.machine.done()).toBe('a');
    expect(states(at.progress())).toEqual({ 'look/a': 'skipped' });
    expect(at.progress().position).toEqual({ lab: 'look', step: 'b' });
  });

  it('begins from the beginning of the step: half of it done by hand does not matter', async () => {
    const at = await world();
    await at.labs('start');
    await at.type('half');
    await at.labs('next --skip');
    expect(at.machine.done()).toBe('a');
  });

  it('keeps what the lab left when it leads into a lab that needs nothing', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('next --skip');
    const { out } = await at.labs('next --skip');
    expect(out).toContain('Lab 1 is done: Lab look');
    expect(out).toContain('Intro of bridge.');
    expect(at.machine.done()).toBe('a');
  });

  it('at the end of the course congratulates, and names what was left out', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto cable/f');
    const { code, out } = await at.labs('next --skip');
    expect(code).toBe(0);
    expect(out).toContain('Congratulations!');
    expect(out).toContain('labs goto 1/a');
  });
});

describe('goto', () => {
  it('replays what the lab needs, and no more', async () => {
    const at = await world();
    await at.labs('start');
    const { code, out } = await at.labs('goto cable/f');
    expect(code).toBe(0);
    expect(out).toContain('Title of f');
    expect(at.machine.done()).toBe('cde');
    expect(await at.machine.checkpoints.list()).toHaveLength(2);
  });

  it('a second time restores what the first one left', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto cable/f');
    await at.labs('goto look --yes');
    at.machine.calls.length = 0;
    await at.labs('goto cable/f');
    expect(at.machine.calls).toEqual(['restore cable/f']);
    expect(at.machine.done()).toBe('cde');
  });

  it('back over what was done asks first, naming it, and is refused where nobody can answer', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('next --skip');
    const { code, err } = await at.labs('goto look');
    expect(code).toBe(2);
    expect(err).toContain('What is lost of your progress: 1/a');
    expect(err).toContain('--yes');
    expect(at.progress().position).toEqual({ lab: 'look', step: 'b' });
    expect((await at.labs('goto look --yes')).code).toBe(0);
    expect(states(at.progress())).toEqual({});
    expect(at.machine.done()).toBe('');
  });

  it('to where one is asks too: the work in this step would be lost', async () => {
    const at = await world();
    await at.labs('start');
    await at.type('mine');
    await at.labs('hint');
    expect(states(at.progress())).toEqual({ 'look/a': 'open' });
    const { code, err } = await at.labs('goto look/a');
    expect(code).toBe(2);
    expect(err).toContain('Everything done in it since then is lost.');
    expect(err).toContain('No progress is lost.');
    expect(at.machine.done()).toBe('mine');
  });

  it('away from what is being built asks too, naming the step that is left', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('hint');
    await at.type('mine');
    const { code, err } = await at.labs('goto cable/f');
    expect(code).toBe(2);
    expect(err).toContain('You are leaving Lab 1 (Lab look), step 1 of 2: Title of a');
    expect(at.machine.done()).toBe('mine');
    expect((await at.labs('goto cable/f --yes')).code).toBe(0);
  });

  it('tells which command of a solution failed, with its output, and can be tried again', async () => {
    const machine = await Sandbox.make();
    const course = smallCourse(machine.log);
    const bad = {
      ...course.labs[1]!.steps[0]!,
      commands: [`echo half >> ${machine.log}`, 'echo why >&2; false'],
    };
    const labs = course.labs.map((lab, index) =>
      index === 1 ? { ...lab, steps: [bad, ...lab.steps.slice(1)] } : lab,
    );
    const at = house({ machine, course: { ...course, labs } });
    await at.labs('start');
    const { code, err } = await at.labs('goto bridge/d');
    expect(code).toBe(3);
    expect(err).toContain('bridge/c did not work on this machine (status 1): echo why >&2; false');
    expect(err).toContain('why');
    // The machine is back where the learner stands, and the next command does not try it again.
    expect(machine.done()).toBe('');
    const again = await at.labs('next');
    expect(again.code).toBe(1);
    expect(again.err).toBe('');
  });

  it('tells that also where the way back fails, which the next command takes up', async () => {
    const at = await world((course) => ({
      ...course,
      labs: course.labs.map((lab, index) => {
        if (index !== 1) return lab;
        const [first, ...more] = lab.steps;
        return { ...lab, steps: [{ ...first!, commands: ['echo why >&2; false'] }, ...more] };
      }),
    }));
    await at.labs('start');
    const { restore } = at.machine.checkpoints;
    let times = 0;
    at.machine.checkpoints.restore = (name) => {
      times += 1;
      const gone = new LabsError('machine', 'qmp-silent', 'QEMU is silent');
      return times === 2 ? Promise.reject(gone) : restore(name);
    };
    const { code, err } = await at.labs('goto bridge/d');
    expect(code).toBe(3);
    expect(times).toBe(2);
    expect(err).toContain('bridge/c did not work on this machine');
    expect(at.mark().moving).toMatchObject({ lab: 'look', step: 'a' });
    const next = await at.labs('check');
    expect(next.err).not.toContain('did not work');
    expect(at.mark().moving).toBeNull();
    expect(at.machine.done()).toBe('');
  });
});

describe('undo and reset', () => {
  it('take machine and progress back together', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    await at.type('mine');
    await at.labs('hint');
    expect(at.machine.done()).toBe('cmine');
    const { code, out } = await at.labs('undo --yes');
    expect(code).toBe(0);
    expect(out).toContain('Back at the beginning of Lab 2 (Lab bridge), step 2 of 2: Title of d');
    expect(at.machine.done()).toBe('c');
    expect(states(at.progress())).toEqual({});
  });

  it.each([
    ['--step', 'd', 'c'],
    ['--lab', 'c', ''],
    ['--all', 'a', ''],
  ])('reset %s', async (flag, step, done) => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    const { code, out } = await at.labs(`reset ${flag} --yes --json`);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ course: 'small', step });
    expect(at.machine.done()).toBe(done);
    expect(at.progress().position).toMatchObject({ step });
  });

  it('do nothing without a yes, and say what would be lost', async () => {
    const at = await world();
    await at.labs('start');
    at.machine.calls.length = 0;
    const { code, err } = await at.labs('reset');
    expect(code).toBe(2);
    expect(err).toContain('Everything done in it since then is lost.');
    expect(err).toContain('--yes');
    expect(at.machine.calls).toEqual([]);
  });

  it('reach a step whose checkpoint is gone from the nearest one before it', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    await at.machine.checkpoints.remove(['bridge/d']);
    await at.type('mine');
    await at.labs('undo --yes');
    expect(at.machine.done()).toBe('c');
  });

  it('take the next nearest when a checkpoint is gone at the last moment', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    at.machine.restoreFails = new LabsError('machine', 'no-checkpoint', 'gone');
    at.machine.calls.length = 0;
    expect((await at.labs('undo --yes')).code).toBe(0);
    expect(at.machine.calls.slice(0, 2)).toEqual(['restore bridge/d', 'restore base']);
    expect(at.machine.done()).toBe('c');
  });

  it('heal a machine that is switched off', async () => {
    const at = await world();
    await at.labs('start');
    at.machine.kill();
    expect((await at.labs('undo --yes')).code).toBe(0);
    expect(await at.machine.status()).toBe('running');
  });
});

it('a question about a way that is long says how long it took the last time', async () => {
  const at = await world();
  const pace = join(at.home, 'machines/default/pace.json');
  await at.labs('start');
  await at.labs('goto bridge/d');
  expect(JSON.parse(readFileSync(pace, 'utf8'))).toEqual({ seconds: expect.any(Number) as number });
  await at.type('mine');
  writeFileSync(pace, '{"seconds":45}');
  const asked = async (words: string) => (await at.labs(words)).err.replace(/\s+/g, ' ');
  expect(await asked('goto cable/f')).toContain('may take about 1 min 30 s');
  expect(await asked('goto cable/f --lang ja')).toContain('約 1 分 30 秒かかる見込みです');
  rmSync(pace);
  expect(await asked('goto cable/f')).toContain(
    'the solutions of 2 steps are run in the machine, which may take minutes',
  );
});

describe('check', () => {
  /** On a machine that can be observed, at the step that asks. */
  async function asked() {
    const dockerd = dockerdIn(temporaryFolder());
    onTestFinished(dockerd.stop);
    const machine = await Sandbox.ofOneUser(dockerd.edit);
    const at = house({ machine, course: smallCourse(machine.log) });
    await at.labs('start');
    await at.labs('goto look/b --yes');
    machine.calls.length = 0;
    return { ...at, machine };
  }

  it('that passes keeps the machine as the beginning of the next step', async () => {
    const { labs, machine } = await asked();
    expect((await labs('answer 42')).code).toBe(0);
    expect(machine.calls).toContain('save bridge/c');
  });

  it('keeps nothing while another command takes the machine elsewhere', async () => {
    const { labs, machine, home } = await asked();
    const { code } = await withLock(join(home, 'move'), {}, () => labs('answer 42'));
    expect(code).toBe(0);
    expect(machine.calls).toEqual([]);
  });
});
