// What a recorded shell had on its screen during a step: with a real bash, its line editor, and our own words beside it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { spawn } from '@lydell/node-pty';
import { afterAll, expect, test } from 'vitest';
import { CUT, recorded } from '../../src/host/recording.ts';
import { textAt } from '../../src/learner/recorded-text.ts';
import type { TerminalOutput } from '../../src/ssh/types.ts';

const folder = mkdtempSync(join(tmpdir(), 'recorded-text-'));
afterAll(() => rmSync(folder, { recursive: true }));
let number = 0;

/** Records what `print` prints, and reads what of it belongs to each place. */
async function recording(
  print: (record: ReturnType<typeof recorded>) => void | Promise<void>,
): Promise<(place: string, course?: string) => ReturnType<typeof textAt>> {
  const own = join(folder, String(++number));
  const stdout = Object.assign(new PassThrough().resume(), { columns: 40, rows: 24 });
  const record = recorded(stdout, {
    ...{ folder: own, term: 'xterm', title: 'small', now: () => 1_000, limitBytes: 10_000 },
  });
  await print(record);
  record.close();
  const text = readFileSync(join(own, readdirSync(own)[0] ?? ''), 'utf8');
  return (place, course = 'small') => textAt(text, { course, place }, CUT);
}

test('each place has what was printed there; our own words belong to none', async () => {
  const at = await recording(({ stdout, ours, place }) => {
    place('1/a');
    stdout.write('one\r\n');
    ours.write('tcpdump, says the step\r\n');
    stdout.write('two\r\n');
    place('1/b');
    stdout.write('three\r\n');
    place('1/a');
    stdout.write(Buffer.from('vi\u00e9r').subarray(0, 3));
    stdout.write(Buffer.from('vi\u00e9r').subarray(3));
  });
  expect(at('1/a')).toEqual({ text: 'one\ntwo\nvi\u00e9r', cut: false });
  expect(at('1/b').text).toBe('three\n');
  expect(at('1/a', 'another').text).toBe('');
  expect(at('2/a').text).toBe('');
});

test('a recording that became too long says where', async () => {
  const at = await recording(({ stdout, place }) => {
    place('1/a');
    stdout.write('x\r\n');
    place('1/b');
    for (let piece = 0; piece < 11; piece++) stdout.write('y'.repeat(1e3));
  });
  expect(at('1/a').cut).toBe(false);
  expect(at('1/b').cut).toBe(true);
});

test('a line as it was at last: corrected, longer than the screen, from the history, pasted', async () => {
  const at = await recording(async ({ stdout, place }) => {
    place('1/a');
    await bash(stdout, [
      'ehco\x7f\x7f\x7fcho a | wc -l\x01\x05 # corrected\r',
      'echo dump -c 2\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x1b[D\x7f tcp\r',
      `echo ${'long '.repeat(20)}\x7f\x7f\x7fast\r`,
      '\x1b[A\x01true; \r',
      '\x1b[200~echo one\necho two\x1b[201~\r',
    ]);
  });
  const { text } = at('1/a');
  const lines = text.split('\n');
  expect(lines).toContain('$ echo a | wc -l # corrected');
  expect(lines).toContain('$ echo tcpdump -c 2');
  expect(lines).toContain(`$ echo ${'long '.repeat(19)}loast`);
  expect(text).toMatch(/\$ true; echo long long/);
  expect(lines).toContain('echo two');
});

/** Types each line once bash waits for it. */
function bash(stdout: TerminalOutput, lines: string[]): Promise<void> {
  return new Promise((done) => {
    const pty = spawn('bash', ['--norc', '-i'], {
      ...{ cols: 40, rows: 24, name: 'xterm-256color' },
      env: { PATH: process.env['PATH'], HOME: folder, PS1: '$ ', LANG: 'C.UTF-8' },
    });
    let shown = '';
    pty.onData((data) => {
      stdout.write(data);
      shown += data;
      if (!/(^|\n|\x1b\[\?2004h)\$ $/.test(shown)) return;
      shown = '';
      pty.write(lines.shift() ?? 'exit\r');
    });
    pty.onExit(() => done());
  });
}

test.each([
  ['a title', 'a\x1b]0;tcpdump\x07b', 'ab'],
  ['colours', '\x1b[1;31mred\x1b[0m', 'red'],
  ['a cursor that is sent far away', `a${'\x1b[4000C'.repeat(100)}b`, 'a'],
  ['a progress bar', '10 %\r100 %\r\n', '100 %\n'],
  ['an editor', '\x1b[?1049h\x1b[2J\x1b[1;1Htext\x1b[?1049l', 'text'],
])('%s', async (_, printed, text) => {
  const at = await recording(({ stdout, place }) => {
    place('1/a');
    for (const character of printed) stdout.write(character);
  });
  expect(at('1/a').text).toBe(text);
});
