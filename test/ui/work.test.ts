// Work while it goes on: nothing for a moment, then lines, or a spinner on a terminal.
import { Terminal } from '@xterm/headless';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadMessages } from '../../src/ui/messages/index.ts';
import { recorded } from './streams.ts';

// The spinner is loaded while the work goes on, on a busy computer.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('quick work shows nothing, and gives its result', async () => {
  const { reporter, out, err } = await recorded();
  const result = await reporter.work(async (progress) => {
    progress.phase('machine.restore');
    await pass(400);
    progress.phase('machine.ssh');
    await pass(900);
    return 42;
  });
  await pass(5000);
  expect(result).toBe(42);
  expect(out.text + err.text).toBe('');
});

test('without a terminal: a line a phase, the fraction at quarters, how long it took', async () => {
  const { reporter, err } = await recorded();
  await reporter.work(async (progress) => {
    progress.phase('machine.create', 'default');
    await pass(1500);
    for (const part of [0.1, 0.3, 0.31, 0.9]) {
      progress.fraction(part);
      await pass(1000);
    }
    progress.phase('machine.ssh');
    await pass(300);
  }, []);
  expect(err.lines).toEqual([
    'Making the machine (default) …',
    'Making the machine (default): 30 %, about 6 s left',
    'Making the machine (default): 90 %',
    'Making the machine: done in 6 s',
  ]);
});

test('a phase that Ctrl-C cut short is not called done; one that cleans up after it is', async () => {
  const quit = new AbortController();
  const { reporter, err } = await recorded({ signal: quit.signal });
  await reporter.work(async (progress) => {
    progress.phase('machine.start');
    await pass(3000);
    progress.phase('prove.step');
    await pass(3000);
    quit.abort();
    progress.phase('machine.destroy');
    await pass(3000);
  }, []);
  expect(err.lines).toEqual([
    'Starting the machine …',
    'Starting the machine: done in 3 s',
    'Proving a step …',
    'Removing the machine …',
    'Removing the machine: done in 3 s',
  ]);
});

test('a phase of many parts says which goes on, and takes one line when it is done', async () => {
  const { reporter, err } = await recorded();
  await reporter.work(async (progress) => {
    progress.phase('machine.replay');
    for (const [index, step] of ['6/create', '6/up', '7/pair', '7/plug'].entries()) {
      progress.fraction(index / 4, step);
      await pass(3000);
    }
  }, []);
  expect(err.lines).toEqual([
    'Replaying the steps before (6/create): 0 %',
    'Replaying the steps before (6/up): 25 %, about 9 s left',
    'Replaying the steps before (7/pair): 50 %, about 6 s left',
    'Replaying the steps before (7/plug): 75 %, about 3 s left',
    'Replaying the steps before: done in 12 s',
  ]);
});

test('in Japanese too', async () => {
  const { reporter, err } = await recorded({ language: 'ja' });
  await reporter.work(async (progress) => {
    progress.phase('machine.ssh');
    await pass(3000);
  });
  const { phases } = await loadMessages('ja');
  const name = phases.names['machine.ssh'];
  expect(err.lines).toEqual([`${name} …`, phases.done(name, '3 秒')]);
});

test('work that fails is not called done, and its error comes through', async () => {
  const { reporter, err } = await recorded();
  const failure = new Error('no');
  const work = reporter.work(async (progress) => {
    progress.phase('machine.ssh');
    await pass(3000);
    throw failure;
  });
  await expect(work).rejects.toBe(failure);
  await pass(10_000);
  expect(err.lines).toEqual(['Waiting for SSH …']);
});

test('building the image tells how long all of it will take', async () => {
  const { reporter, err } = await recorded();
  await reporter.work(async (progress) => {
    progress.phase('image.packages');
    await pass(1200);
  });
  expect(err.lines[0]).toMatch(
    /^Downloading and installing Debian packages: about [12] min( \d+ s)? left$/,
  );
});

test('what a machine tells as detail is inert and stays on its line', async () => {
  const { reporter, err } = await recorded();
  await reporter.work(async (progress) => {
    progress.phase('machine.replay', 'a\x1b]0;pwned\x07\nb\x9b2J');
    await pass(1200);
  });
  expect(err.text).toBe('Replaying the steps before (a b) …\n');
});

test('on a terminal: a spinner on one line that is gone in the end, and a line for what took long', async () => {
  vi.useRealTimers();
  const { reporter, out, err } = await recorded({ tty: true });
  let clock = 0;
  const timed = await recorded({ tty: true, stderr: err, now: () => clock });
  await timed.reporter.work(async (progress) => {
    progress.phase('machine.restore');
    await written(err, 'Restoring a checkpoint');
    clock = 5000;
    progress.phase('machine.ssh');
    await written(err, 'Waiting for SSH');
    progress.fraction(0.5);
    await written(err, '50 %');
    clock = 5500;
  });
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true });
  await new Promise<void>((done) => {
    terminal.write(err.text.replaceAll('\n', '\r\n'), done);
  });
  const screen = Array.from({ length: 24 }, (_, row) =>
    terminal.buffer.active.getLine(row)?.translateToString(true),
  ).filter(Boolean);
  expect(screen).toEqual(['✔ Restoring a checkpoint: done in 5 s']);
  expect(err.text.lastIndexOf('\x1b[?25h')).toBeGreaterThan(err.text.lastIndexOf('\x1b[?25l'));
  expect(out.text).toBe('');
  expect(reporter.interactive).toBe(true);
});

/** Resolves when the stream has been given that text. */
async function written(stream: { text: string }, text: string): Promise<void> {
  await vi.waitUntil(() => stream.text.includes(text), { timeout: 10_000, interval: 20 });
}
