// Locks between real processes: one holder at a time, also when holders are killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rmdir, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type LockHolder, withLock } from '../../src/host/lock.ts';
import { bundle } from './bundle.ts';

// Child processes on a busy computer.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let programs: string;
let program: string;
let folder: string;
let file: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'lock-program-'));
  program = await bundle(join(import.meta.dirname, 'holder.program.ts'), programs);
});
afterAll(() => {
  rmSync(programs, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
  file = join(folder, 'deep', 'thing.json');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function child(...args: string[]): ChildProcess {
  const started = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(started);
  return started;
}

async function holder(): Promise<ChildProcess> {
  const started = child('hold', file);
  if (started.stdout === null) throw new Error('no stdout');
  await once(started.stdout, 'data');
  return started;
}

test('runs the work, gives its result, and leaves nothing', async () => {
  const result = await withLock(file, {}, () => {
    expect(existsSync(`${file}.lock`)).toBe(true);
    return Promise.resolve(42);
  });
  expect(result).toBe(42);
  expect(readdirSync(join(folder, 'deep'))).toEqual([]);
});

test('lets go when the work fails, and passes its error on', async () => {
  const failure = new Error('work failed');
  await expect(withLock(file, {}, () => Promise.reject(failure))).rejects.toBe(failure);
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve('free'))).resolves.toBe('free');
});

test('says who holds it when the wait is over', async () => {
  const { pid } = await holder();
  const told: LockHolder[] = [];
  const waiting = withLock(file, { wait: 50, onWait: (by) => told.push(by) }, () =>
    Promise.resolve(),
  );
  await expect(waiting).rejects.toMatchObject({
    name: 'LabsError',
    kind: 'machine',
    code: 'locked',
    params: { pid, command: 'program hold', path: file },
  });
  expect(told).toEqual([{ pid, command: 'program hold' }]);
});

test('takes over at once from a holder killed with -9', async () => {
  const killed = await holder();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(existsSync(`${file}.lock`)).toBe(true);
  const since = performance.now();
  await expect(withLock(file, { wait: 5000 }, () => Promise.resolve('mine'))).resolves.toBe('mine');
  expect(performance.now() - since).toBeLessThan(2000);
});

test('gets the lock while waiting, when the holder dies', async () => {
  const killed = await holder();
  const taken = withLock(file, { wait: 10_000, onWait: () => killed.kill('SIGKILL') }, () =>
    Promise.resolve('mine'),
  );
  await expect(taken).resolves.toBe('mine');
});

test('leaves the lock to a holder that is stopped, however long', async () => {
  const stopped = await holder();
  stopped.kill('SIGSTOP');
  const old = new Date(Date.now() - 3_600_000);
  await utimes(`${file}.lock`, old, old);
  await expect(withLock(file, { wait: 100 }, () => Promise.resolve())).rejects.toMatchObject({
    code: 'locked',
  });
});

test('a lock without a note of its holder is fresh for seconds, then stale', async () => {
  await mkdir(`${file}.lock`, { recursive: true });
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve())).rejects.toMatchObject({
    code: 'locked',
    params: { pid: '?' },
  });
  const old = new Date(Date.now() - 3000);
  await utimes(`${file}.lock`, old, old);
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve('mine'))).resolves.toBe('mine');
});

test('the note of a process that ended is not read as that of a later lock', async () => {
  const ended = child('exit', file);
  await once(ended, 'exit');
  // It went without letting go: its note is there, its lock is not. Somebody is just about to take it.
  expect(existsSync(`${file}.lock-owner`)).toBe(true);
  expect(existsSync(`${file}.lock`)).toBe(false);
  await mkdir(`${file}.lock`);
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve())).rejects.toMatchObject({
    code: 'locked',
  });
  await rmdir(`${file}.lock`);
});

test('a number that another process has by now is no holder; one of another computer is asked by its renewals', async () => {
  const killed = await holder();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const note = JSON.parse(readFileSync(`${file}.lock-owner`, 'utf8')) as object;
  const write = (change: object): void => {
    writeFileSync(`${file}.lock-owner`, JSON.stringify({ ...note, ...change }));
  };
  write({ pid: process.pid, world: 'another computer' });
  const seconds = (count: number): Date => new Date(Date.now() - count * 1000);
  await utimes(`${file}.lock`, seconds(4), seconds(4));
  const refused = withLock(file, { wait: 0 }, () => Promise.resolve());
  await expect(refused).rejects.toMatchObject({ code: 'locked' });
  // This very number, but started at another time.
  write({ pid: process.pid, started: '1' });
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve('mine'))).resolves.toBe('mine');
});

test('a holder of another computer that renews no more is dead', async () => {
  const killed = await holder();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const note = JSON.parse(readFileSync(`${file}.lock-owner`, 'utf8')) as object;
  writeFileSync(`${file}.lock-owner`, JSON.stringify({ ...note, world: 'another computer' }));
  const old = new Date(Date.now() - 7000);
  await utimes(`${file}.lock`, old, old);
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve('mine'))).resolves.toBe('mine');
});

test('a note cut short does not matter', async () => {
  const killed = await holder();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  writeFileSync(`${file}.lock-owner`, '{"pid":12');
  const old = new Date(Date.now() - 3000);
  await utimes(`${file}.lock`, old, old);
  await expect(withLock(file, { wait: 0 }, () => Promise.resolve('mine'))).resolves.toBe('mine');
});

test('waiting ends when it is aborted', async () => {
  await holder();
  const controller = new AbortController();
  const reason = new Error('Ctrl-C');
  const waiting = withLock(
    file,
    {
      signal: controller.signal,
      onWait: () => {
        controller.abort(reason);
      },
    },
    () => Promise.resolve(),
  );
  await expect(waiting).rejects.toBe(reason);
});

test('counts are never lost between processes, some of which get killed holding it', async () => {
  await mkdir(join(folder, 'deep'));
  writeFileSync(file, '0');
  const dead = await holder();
  const counters = [
    child('count', file, '15'),
    child('count', file, '15'),
    child('count', file, '15'),
  ];
  dead.kill('SIGKILL');
  const codes = await Promise.all(
    counters.map(async (one) => (await once(one, 'exit')) as [number]),
  );
  expect(codes.map(([code]) => code)).toEqual([0, 0, 0]);
  expect(readFileSync(file, 'utf8')).toBe('45');
});
