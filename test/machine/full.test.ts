// A disk that is full: no checkpoint then, and a machine that stands still; both are told, and both are healed.
import { execa } from 'execa';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadCourse, packagedCourse } from '../../src/host/course-files.ts';
import { expectCode, rig } from './rig.ts';

/** MB. Room for a machine and its base, and for no checkpoint more. */
const SIZE = 1500;

let holder: ReturnType<typeof hold>;

/** A file system of its own at `home`, which needs no root: in a user and mount namespace that this process holds. */
function hold(home: string) {
  const script = `mount -t tmpfs -o size=${SIZE}m tmpfs "$1" && echo mounted && exec sleep infinity`;
  return execa(
    'unshare',
    ['--map-root-user', '--mount', '--kill-child', 'sh', '-c', script, 'sh', home],
    { reject: false, stdin: 'ignore', stdout: 'pipe' },
  );
}

const enter = (): string[] => [
  ...['nsenter', `--target=${holder.pid}`],
  ...['--user', '--preserve-credentials', '--mount', '--'],
];

// Before the rig's own, so that it comes after it: hooks of this kind run from the last to the first.
afterAll(async () => {
  holder.kill();
  await holder;
});
const machine = await rig(async (home) => {
  holder = hold(home);
  await once(holder.stdout, 'data');
  return enter();
});
const { home, json, labs, run } = machine;

async function inside(script: string): Promise<void> {
  const [program = '', ...words] = enter();
  await execa(program, [...words, 'sh', '-c', script, 'sh', home]);
}

beforeAll(async () => {
  expectCode(await labs('start --yes --lang en'), 0);
});

it('a pass for whose checkpoint there is no room: told, and undo replays', async () => {
  const { course } = await loadCourse(await packagedCourse());
  const [out, publish] = course.labs[0]?.steps ?? [];
  const truth = await run(['run', '--', 'sudo', 'sh', '-c', out?.ask?.run ?? 'false']);
  const passed = await run(['answer', truth.out.trim()]);
  expectCode(passed, 0);
  expect(passed.err).toMatch(/No checkpoint was saved: only 0\.\d GB are free, 0\.8 are needed/);
  expect(await json('next')).toMatchObject({ step: publish?.id });
  expectCode(await labs('run -- touch /tmp/mine'), 0);
  expectCode(await labs('undo --yes'), 0);
  expectCode(await labs('run -- test -e /tmp/mine'), 1);
  expect(await json('status')).toMatchObject({ step: publish?.id });
});

/** The guest writes what the computer has no room for, and stands still then. */
async function fill(file: string): Promise<void> {
  await inside('dd if=/dev/zero of="$1/filler" bs=1M 2>/dev/null || true');
  const write = `(head -c 30M /dev/zero >${file}; sync) </dev/null >/dev/null 2>&1 &`;
  expectCode(await run(['run', '--', 'sh', '-c', write]), 0);
  await expect
    .poll(async () => JSON.parse((await labs('status --json')).out) as unknown, { timeout: 60_000 })
    .toMatchObject({
      machine: { trouble: expect.stringContaining("This computer's disk is full") as string },
    });
  expect(await json('check', 3)).toMatchObject({
    verdict: 'broken',
    expectations: [{ found: expect.stringContaining("This computer's disk is full") as string }],
  });
  // Nothing can be written here, not even who holds a lock.
  const refused = await labs('destroy --yes');
  expectCode(refused, 3);
  expect(refused.err).toContain("This computer's disk is full.");
  await inside('rm "$1/filler"');
}

it('a machine that cannot write is broken, and says why; with room made, start lets it run on', async () => {
  await fill('/var/tmp/one');
  expectCode(await labs('start'), 0);
  expectCode(await labs('run -- test -s /var/tmp/one'), 0);
});

it('reset heals it as well', async () => {
  await fill('/var/tmp/two');
  expectCode(await labs('reset --yes'), 0);
  expect(await json('status')).toMatchObject({ machine: { status: 'running', trouble: null } });
  expectCode(await labs('run -- test -e /var/tmp/two'), 1);
});
