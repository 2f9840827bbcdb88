// What must survive: kills at any moment, two starts at once, a taken port, a stale lock; and destroy leaves nothing.
import { mkdir, readdir, rm, utimes } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectCode, record, rig } from './rig.ts';

const machine = await rig();
const { hurt, json, labs, qemus } = machine;

const ROUNDS = 6;

/**
 * Moments spread over the whole length of a command (milliseconds), one in each sixth of it: by a generator
 * with a seed (mulberry32), so that a failure can be had again.
 */
function moments(length: number, seed: number, rounds = ROUNDS): number[] {
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return Array.from({ length: rounds }, (_, i) => Math.round(((i + random()) / rounds) * length));
}

/** The machine runs once, answers, and stands where the learner does. */
async function expectWell(step: string): Promise<void> {
  expect(await json('status')).toMatchObject({
    step,
    machine: { status: 'running', trouble: null },
  });
  expect(await qemus()).toHaveLength(1);
}

let first: number;

beforeAll(async () => {
  const ran = await labs('start --yes');
  expectCode(ran, 0);
  first = ran.took;
});

describe('kill -9 of the tool', () => {
  it('in the first start', async () => {
    for (const killAfter of moments(first, 1)) {
      expectCode(await labs('destroy --yes'), 0);
      await labs('start --yes', { killAfter });
      expectCode(await labs('start --yes'), 0);
      await expectWell('out');
    }
  });

  it('in a start that goes on', async () => {
    expectCode(await labs('goto bridge/up --yes'), 0);
    expectCode(await labs('stop'), 0);
    const { took } = await labs('start');
    for (const killAfter of moments(took, 2, 4)) {
      expectCode(await labs('stop'), 0);
      await labs('start', { killAfter });
      expectCode(await labs('start'), 0);
      await expectWell('up');
      expectCode(await labs('run -- ip link show br0'), 0);
    }
  });

  it('in a reset: the next command finishes it, or it has not begun', async () => {
    const { took } = await labs('reset --yes');
    for (const killAfter of moments(took, 3)) {
      await hurt('ip link del br0');
      await labs('reset --yes', { killAfter });
      // Whether the reset came to pass or not, br0 is not up yet.
      expect(await json('check', 1)).toMatchObject({ step: 'up', verdict: 'not-yet' });
      expectCode(await labs('reset --yes'), 0);
      await expectWell('up');
      expectCode(await labs('run -- ip link show br0'), 0);
    }
  });

  it('in a check that passes: no progress is lost, and the machine is as it was', async () => {
    expectCode(await labs('run -- sudo ip link set br0 up'), 0);
    const { took } = await labs('check');
    for (const killAfter of moments(took, 4)) {
      expectCode(await labs('undo --yes'), 0);
      expectCode(await labs('run -- sudo ip link set br0 up'), 0);
      await labs('check', { killAfter });
      expect(await json('check')).toMatchObject({ step: 'up', verdict: 'pass' });
    }
    expect(await json('next')).toMatchObject({ step: 'address' });
    expectCode(await labs('undo --yes'), 0);
    await expectWell('address');
  });
});

describe('a computer with far too much to do', () => {
  it('an undo waits for a checkpoint that is long in saving, and does not end the QEMU that saves it', async () => {
    const [pid] = await qemus();
    if (pid === undefined) throw new Error('no QEMU runs');
    expectCode(await labs('goto 2/none --yes'), 0);
    // Its saving goes on behind, and stands still from now on, for longer than a restore waits for a QEMU that is stuck.
    process.kill(pid, 'SIGSTOP');
    const running = setTimeout(() => process.kill(pid, 'SIGCONT'), 20_000);
    try {
      expectCode(await labs('undo --yes'), 0);
    } finally {
      clearTimeout(running);
      process.kill(pid, 'SIGCONT');
    }
    expect(await qemus()).toEqual([pid]);
    await expectWell('none');
    expectCode(await labs('goto bridge/address --yes'), 0);
  });
});

describe('kill -9 of QEMU', () => {
  it('in a check: broken, and start goes on from the step', async () => {
    const { took } = await labs('check');
    // Past two thirds the machine may have said all that is asked of it.
    for (const moment of moments(took * 0.6, 5, 3)) {
      const [pid] = await qemus();
      if (pid === undefined) throw new Error('no QEMU runs');
      const killer = setTimeout(() => process.kill(pid, 'SIGKILL'), moment);
      const verdict = await json('check', 3);
      clearTimeout(killer);
      expect(verdict).toMatchObject({ step: 'address', verdict: 'broken' });
      expectCode(await labs('start'), 0);
      await expectWell('address');
      expectCode(await labs('run -- ip link show br0'), 0);
    }
  });
});

describe('others in the way, and nothing left behind', () => {
  let step: string;

  beforeAll(async () => {
    step = String((await json('status'))['step']);
  });

  it('a port that is taken: start takes another', async () => {
    expectCode(await labs('stop'), 0);
    const { port } = await record(machine);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    try {
      expectCode(await labs('start'), 0);
      expect((await record(machine)).port).not.toBe(port);
      await expectWell(step);
    } finally {
      server.close();
    }
  });

  it('stale locks of commands that are gone', async () => {
    expectCode(await labs('stop'), 0);
    const old = new Date(Date.now() - 60_000);
    for (const lock of [`${machine.folder}.lock`, `${machine.home}/move.lock`]) {
      await mkdir(lock);
      await utimes(lock, old, old);
    }
    expectCode(await labs('start'), 0);
    await expectWell(step);
  });

  it('two starts at once: both come up, on one machine', async () => {
    expectCode(await labs('destroy --yes'), 0);
    const both = await Promise.all([labs('start --yes'), labs('start --yes')]);
    for (const ran of both) expectCode(ran, 0);
    await expectWell(step);
  });

  it('destroy leaves no process, socket, disk or lock; the progress stays', async () => {
    const before = (await readdir(machine.home)).filter((name) => name !== 'machines');
    expectCode(await labs('destroy --yes'), 0);
    expect(await qemus()).toEqual([]);
    expect(await readdir(`${machine.home}/machines`)).toEqual([]);
    expect(await readdir(machine.home)).toEqual([...before, 'machines'].sort());
    expect(before.filter((name) => name.includes('lock'))).toEqual([]);
    expect(await json('status')).toMatchObject({ step, machine: { status: 'absent' } });
  });

  it('destroy clears what a killed start left half-made', async () => {
    await labs('start --yes', { killAfter: first / 3 });
    expectCode(await labs('destroy --yes'), 0);
    expect(await qemus()).toEqual([]);
    expect(await readdir(`${machine.home}/machines`)).toEqual([]);
    await rm(`${machine.home}/machines`, { recursive: true });
  });
});
