// The progress file survives: killed writers, cut files, newer versions, full disks, two at once.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadProgress, updateProgress } from '../../src/host/progress-file.ts';
import { hintShown, parseProgress, pass, printProgress, start } from '../../src/progress/index.ts';
import { bundle } from './bundle.ts';

// Child processes on a busy computer.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const course = { name: 'c', labs: [{ slug: 'l', steps: [{ id: 's' }, { id: 't' }] }] };
const step = { lab: 'l', step: 's' };
const begun = start(course, 1000);

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  file = join(folder, 'progress', 'c.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function place(text: string): void {
  mkdirSync(join(folder, 'progress'), { recursive: true });
  writeFileSync(file, text);
}

test('nothing there: no progress, no notice, nothing made', async () => {
  expect(await loadProgress(file)).toEqual({ progress: null, notice: null });
  expect(readdirSync(folder)).toEqual([]);
});

test('what was saved is read again', async () => {
  const saved = await updateProgress(file, (progress) => pass(progress ?? begun, step, 2000, '42'));
  expect(saved.progress?.steps['l/s']).toMatchObject({ state: 'passed', answered: '42' });
  expect(await loadProgress(file)).toEqual({ progress: saved.progress, notice: null });
  expect(readdirSync(join(folder, 'progress'))).toEqual(['c.json']);
});

test('no change, no write', async () => {
  await updateProgress(file, () => begun);
  const { mtimeNs } = statSync(file, { bigint: true });
  expect((await updateProgress(file, () => null)).progress).toEqual(begun);
  expect((await updateProgress(file, (progress) => progress)).progress).toEqual(begun);
  expect(statSync(file, { bigint: true }).mtimeNs).toBe(mtimeNs);
});

test('two at once lose nothing', async () => {
  await Promise.all(
    Array.from({ length: 10 }, () =>
      updateProgress(file, (progress) => hintShown(progress ?? begun, step, 1)),
    ),
  );
  expect((await loadProgress(file)).progress?.steps['l/s']?.hints).toBe(10);
});

test.each(['', '{', printProgress(begun).slice(0, -20), '[]', '{"version":1}', 'null', '\0\0\0'])(
  'a file cut short is kept aside as it was, and said so: %j',
  async (text) => {
    place(text);
    const now = (): number => Date.UTC(2025, 0, 31, 12, 0, 0);
    const kept = `${file}.kept-20250131T120000Z`;
    const { progress, notice } = await loadProgress(file, { now });
    expect(progress).toBeNull();
    expect(notice).toMatchObject({ why: 'broken', file, kept });
    expect(readFileSync(kept, 'utf8')).toBe(text);
    expect(await loadProgress(file, { now })).toEqual({ progress: null, notice: null });
  },
);

test('a file of a newer version is kept aside, also before a write, and never overwritten', async () => {
  const now = (): number => 0;
  const newer = '{"version": 2, "course": "c", "everything": "else"}';
  const kept = `${file}.kept-19700101T000000Z`;
  place(newer);
  const first = await updateProgress(file, () => begun, { now });
  expect(first.notice).toMatchObject({ why: 'newer', kept, detail: 'version 2' });
  expect(first.progress).toEqual(begun);
  place('cut');
  const second = await loadProgress(file, { now });
  expect(second.notice?.kept).toBe(`${kept}-2`);
  expect(readFileSync(kept, 'utf8')).toBe(newer);
  expect(readFileSync(`${kept}-2`, 'utf8')).toBe('cut');
});

test('a place that cannot be written says so, with the cause', async () => {
  writeFileSync(join(folder, 'progress'), 'a file where the folder should be');
  await expect(updateProgress(file, () => begun)).rejects.toMatchObject({
    name: 'LabsError',
    code: 'progress-unwritable',
    params: { file, reason: 'EEXIST' },
  });
  await expect(loadProgress(file)).rejects.toMatchObject({ code: 'progress-unreadable' });
});

test('a full disk: the old content stays, whole, and no draft', async () => {
  await updateProgress(file, () => begun);
  // Stands for a full disk without one: the draft cannot be opened, as a folder has its name.
  mkdirSync(`${file}.draft-${process.pid}`);
  await expect(
    updateProgress(file, (old) => hintShown(old ?? begun, step, 1)),
  ).rejects.toMatchObject({
    code: 'progress-unwritable',
  });
  expect((await loadProgress(file)).progress).toEqual(begun);
});

test('drafts that killed writers left are removed, once they are old', async () => {
  await updateProgress(file, () => begun);
  for (const pid of ['1', '2']) writeFileSync(`${file}.draft-${pid}`, 'x');
  const old = new Date(Date.now() - 120_000);
  utimesSync(`${file}.draft-1`, old, old);
  await updateProgress(file, (progress) => hintShown(progress ?? begun, step, 1));
  expect(readdirSync(join(folder, 'progress')).sort()).toEqual(['c.json', 'c.json.draft-2']);
});

test('an error of the change itself comes through, and nothing is written', async () => {
  const failure = new RangeError('no such lab');
  const failing = updateProgress(file, () => {
    throw failure;
  });
  await expect(failing).rejects.toBe(failure);
  expect((await loadProgress(file)).progress).toBeNull();
});

test('killed with -9 at many moments of writing, the file is whole each time, and nothing is lost', async () => {
  const program = await bundle(join(import.meta.dirname, 'writer.program.ts'), folder);
  let before = 0;
  for (let kill = 0; kill < 16; kill += 1) {
    const writer = spawn(process.execPath, [program, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(writer, 'exit');
    await new Promise<void>((done) => {
      let dots = 0;
      writer.stdout.on('data', (chunk) => {
        dots += String(chunk).length;
        if (dots > kill % 4) done();
      });
    });
    // The moment is what is sampled: spread over a write, some within the take-over from the one killed before.
    await setTimeout((kill * 11) % 61);
    writer.kill('SIGKILL');
    expect(await exited).toEqual([null, 'SIGKILL']);
    const text = readTextOrNothing();
    if (text === null) continue;
    const parsed = parseProgress(text);
    if (parsed.kind !== 'ok')
      throw new Error(`not whole after kill ${kill}: ${text.length} characters`);
    const hints = parsed.progress.steps['l/s']?.hints ?? 0;
    expect(hints).toBeGreaterThanOrEqual(before);
    before = hints;
  }
  expect(before).toBeGreaterThan(0);
  const after = await updateProgress(file, (progress) => hintShown(progress ?? begun, step, 1));
  expect(after.notice).toBeNull();
  expect(after.progress?.steps['l/s']?.hints).toBe(before + 1);
}, 60_000);

function readTextOrNothing(): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
