// What a killed command leaves behind, a machine that serves another course, one that cannot be asked; on a machine of folders.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabsError } from '../../src/errors.ts';
import { house } from '../cli/harness.ts';
import { smallCourse } from './course.ts';
import { Sandbox } from './sandbox.ts';
import { states, world } from './world.ts';

describe('a command that was killed half-way', () => {
  it('after the machine moved, before the progress did: the next command finishes it', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    // As `reset --all` leaves it when it is killed between the two.
    await at.machine.checkpoints.restore('base');
    writeFileSync(
      at.markFile,
      JSON.stringify({ course: 'small', moving: { lab: 'look', step: 'a', progress: 'forget' } }),
    );
    expect((await at.labs('status')).out).toContain('Not finished: the way to Lab 1 (Lab look)');
    const { code, err } = await at.labs('next');
    expect(err).toContain('An interrupted command is being finished first');
    expect(code).toBe(1);
    expect(at.progress().position).toEqual({ lab: 'look', step: 'a' });
    expect(at.mark().moving).toBeNull();
  });

  it('before a skip was recorded: the next command records it once', async () => {
    const at = await world();
    await at.labs('start');
    const moving = {
      lab: 'look',
      step: 'b',
      progress: 'position',
      skipped: { lab: 'look', step: 'a' },
    };
    writeFileSync(at.markFile, JSON.stringify({ course: 'small', moving }));
    await at.labs('next');
    await at.labs('next');
    expect(states(at.progress())).toEqual({ 'look/a': 'skipped' });
    expect(at.machine.done()).toBe('a');
  });

  it('by Ctrl-C: exit code 130, nothing lost, and the intent is kept', async () => {
    const at = await world();
    await at.labs('start');
    const controller = new AbortController();
    at.machine.restoreFails = new Error('stopped');
    const going = at.labs('goto bridge/d', { signal: controller.signal });
    controller.abort();
    const { code, err } = await going;
    expect(code).toBe(130);
    expect(err).toContain('Interrupted. Nothing is lost');
  });

  it('with a mark that was cut short: the machine counts as new', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('goto bridge/d');
    writeFileSync(at.markFile, '{"cour');
    await at.labs('start');
    expect(at.machine.done()).toBe('c');
    expect(at.mark()).toEqual({ course: 'small', drawn: '', moving: null });
  });
});

describe('another course on the same machine', () => {
  it('begins from the base, and its checkpoints are its own', async () => {
    const machine = await Sandbox.make();
    const one = house({ machine, course: smallCourse(machine.log) });
    await one.labs('start');
    await one.labs('goto bridge/d');
    expect((await machine.checkpoints.list()).map(({ name }) => name)).toContain('bridge/d');
    const other = { ...smallCourse(machine.log), name: 'other' };
    const two = house({ machine, course: other });
    // The same home: its machine's mark is the first course's.
    const { err } = await two.run('labs', ['start'], { env: { BRIDGE_LABS_HOME: one.home } });
    expect(err).toContain('This is another course');
    expect(machine.done()).toBe('');
    expect((await machine.checkpoints.list()).map(({ name }) => name)).toEqual(['base']);
  });
});

describe('a machine that cannot be asked', () => {
  it('check: the verdict is broken, with the cause, exit code 3; nothing is counted', async () => {
    const at = await world();
    await at.labs('start');
    at.machine.kill();
    at.machine.sshTarget = () => Promise.reject(new LabsError('machine', 'ssh-refused', 'refused'));
    const { code, out } = await at.labs('check --json');
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      course: 'small',
      lab: 'look',
      step: 'a',
      verdict: 'broken',
      expectations: [{ verdict: 'broken', found: 'The machine is not running.' }],
    });
    expect(states(at.progress())).toEqual({});
    // Who switched it off is not told of a fault.
    const { out: told } = await at.labs('check');
    expect(told).toContain('The machine is not running. So there is nothing to check. Start it: ');
    expect(told).not.toMatch(/broken/);
  });

  it('check: the console tells the cause', async () => {
    const at = await world();
    await at.labs('start');
    at.machine.sshTarget = () => Promise.reject(new LabsError('machine', 'ssh-timeout', 'silence'));
    at.machine.console = { run: () => Promise.resolve({ stdout: 'eth0-down\nend\n', status: 0 }) };
    const { code, out } = await at.labs('check');
    expect(code).toBe(3);
    expect(out).toContain('The network card eth0 is down');
    expect(out).toContain('labs reset');
    expect(out).toContain('This is not your mistake.');
  });

  it('check: where to look names the commands as npx runs them, where it did', async () => {
    const at = await world();
    const npx = { env: { npm_lifecycle_event: 'npx' } };
    await at.labs('start', npx);
    await at.labs('goto look/b', npx);
    expect((await at.labs('answer 1', npx)).out).toMatch(/look: +.*npx labs (reset|answer) /);
    at.machine.sshTarget = () => Promise.reject(new LabsError('machine', 'ssh-timeout', 'silence'));
    const { out } = await at.labs('answer 1', npx);
    expect(out).toMatch(/look: +npx labs reset$/m);
  });

  it('check: when the console is silent too, its last lines are shown, harmless', async () => {
    const at = await world();
    await at.labs('start');
    at.machine.sshTarget = () => Promise.reject(new LabsError('machine', 'ssh-timeout', 'silence'));
    at.machine.console = { run: () => Promise.reject(new Error('silent')) };
    const { out } = await at.labs('check');
    expect(out).toContain('kernel: a last word');
    expect(out).not.toContain('\u001b');
  });

  it('status: who keeps the checkpoints may be silent, and the rest is told all the same', async () => {
    const at = await world();
    await at.labs('start');
    expect((await at.labs('status')).out).toContain('Checkpoints: 1, ');
    const silent = new LabsError('machine', 'qmp-silent', 'QEMU is silent');
    at.machine.checkpoints.list = () => Promise.reject(silent);
    const { code, out } = await at.labs('status');
    expect(code).toBe(0);
    expect(out).toContain('Machine: running, answers after');
    expect(out).toContain('Checkpoints: unknown');
    const { out: json } = await at.labs('status --json');
    expect(JSON.parse(json)).toMatchObject({ machine: { status: 'running', checkpoints: null } });
  });

  it('before the first start: says so, and what to do', async () => {
    const at = await world();
    const { code, err } = await at.labs('run -- true');
    expect(code).toBe(3);
    expect(err).toContain('There is no machine yet.');
    expect(err).toContain('bridge-labs start');
  });
});

describe('run', () => {
  it('keeps the exit status', async () => {
    const at = await world();
    await at.labs('start');
    expect((await at.run('labs', ['run', '--', 'exit 7'])).code).toBe(7);
    expect((await at.run('labs', ['run', 'echo', '--help'])).out).toBe('--help\n');
  });
});

describe('destroy', () => {
  it('asks first; then the machine is gone and the progress is not', async () => {
    const at = await world();
    await at.labs('start');
    await at.labs('hint');
    expect((await at.run('bridge-labs', ['destroy'])).code).toBe(2);
    expect(await at.machine.status()).toBe('running');
    expect((await at.run('bridge-labs', ['destroy', '--yes'])).code).toBe(0);
    expect(await at.machine.status()).toBe('absent');
    expect(existsSync(join(at.home, 'progress', 'small.json'))).toBe(true);
  });
});
