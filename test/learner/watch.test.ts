// `labs watch` in a real terminal: what stands on the screen, what its keys do, and how the terminal is given back.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildProgram, screenOf, type Program, type Screen } from '../ssh/program.ts';
import { startServer, type TestServer } from '../ssh/server.ts';
import { dockerdIn, type Dockerd } from './dockerd.ts';

let program: Program;
let server: TestServer;
let home: string;
let dockerd: Dockerd;
let screen: Screen;
beforeAll(async () => {
  program = await buildProgram('test/learner/inside/labs-program.ts');
}, 30_000);
afterAll(() => program[Symbol.asyncDispose]());
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'labs-watch-'));
  dockerd = dockerdIn(home);
  server = await startServer({ edit: dockerd.edit });
});
afterEach(async () => {
  screen.pty.kill();
  dockerd.stop();
  await server[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});

function start(env: Record<string, string> = {}, ...words: string[]): Screen {
  const line = '"$0" "$@"; echo "status $?"; stty -a | grep -o -- "-\\?\\(icanon\\|echo\\)\\b"';
  screen = screenOf(line, [process.execPath, program.file, ...words, 'watch'], {
    name: 'xterm-256color',
    env: environment(env),
  });
  return screen;
}

function environment(env: Record<string, string> = {}): Record<string, string | undefined> {
  return {
    ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', BRIDGE_LABS_HOME: home },
    ...{ TEST_TARGET: JSON.stringify(server.target), TEST_FILE: join(home, 'file'), ...env },
  };
}

const shows = (text: string) => (lines: string[]) => lines.some((line) => line.includes(text));
/** The lines as they stand, without what the clock says. */
async function screenWith(text: string): Promise<string[]> {
  let found: string[] = [];
  await screen.until((lines) => {
    found = lines.map((line) => line.replace(/\d\d:\d\d:\d\d/, 'HH:MM:SS'));
    return shows(text)(lines);
  });
  return found;
}
const empty = (count: number): string[] => Array<string>(count).fill('');

test('the step, its expectations as they turn, and on to the next one by a key', async () => {
  start();
  expect(await screenWith('Seen at')).toEqual([
    'Lab 1 (Lab wait), step 1 of 2: Title of file',
    '',
    'Read file.',
    '',
    '✔ lo is up',
    '✘ the file is there',
    '  found: no file',
    ...empty(15),
    'Seen at HH:MM:SS. It looks again when something changes.',
    'h hint   n next   q quit   u undo   s shell   c check now   ↑↓ scroll',
  ]);
  writeFileSync(join(home, 'file'), '');
  screen.pty.write('c');
  await screenWith('All there. n: the next step');
  expect(screen.text()).toContain('You know');
  screen.pty.write('n');
  await screenWith('step 2 of 2: Title of g');
  screen.pty.write('q');
  await screen.exit;
  expect(screen.text()).toMatch(/status 0\r\nicanon\r\necho\r\n$/);
  expect(screen.terminal.buffer.active.type).toBe('normal');
});

test('hints stand in place of the text; undo asks', async () => {
  start();
  await screenWith('Seen at');
  screen.pty.write('h');
  const hint = await screenWith('First hint of file.');
  expect(hint).toContain('1 more hint: h');
  expect(hint.at(-1)).toMatch(/^Esc the step again {3}h hint /);
  screen.pty.write('\x1b');
  expect((await screenWith('Read file.')).at(-1)).toMatch(/^h hint /);
  screen.pty.write('u');
  await screenWith('beginning of this step? (y/n)');
  screen.pty.write('n');
  await screenWith('q quit');
  screen.pty.write('uy');
  await screenWith('labs undo …');
  await screenWith('Seen at');
});

test('a shell in between, and back', async () => {
  start();
  await screenWith('Seen at');
  screen.pty.write('s');
  await screenWith('[1/file] ');
  expect(screen.terminal.buffer.active.type).toBe('normal');
  screen.pty.write('exit\r');
  await screenWith('Seen at');
  expect(screen.terminal.buffer.active.type).toBe('alternate');
});

test('a step that inspects: the answer alone is not enough, and who has no recording is not held up', async () => {
  start();
  await screenWith('Seen at');
  screen.pty.write('s');
  await screenWith('[1/file] ');
  screen.pty.write('clear; labs next --skip\r');
  await screenWith('Do this: ');
  screen.pty.write('y\r');
  await screenWith('[1/g] ');
  // Nothing was typed in this step so far but what asks for the check.
  screen.pty.write('clear; echo "6 * 7 is 42"; labs answer 42\r');
  await screenWith('expr does not stand in the record');
  await screenWith('[1/g] ');
  screen.pty.write('clear; exxr\x7f\x7fpr 6 \\* 7; echo "6 * 7 is 4""2"; labs answer 42\r');
  await screenWith('Passed');
  screen.pty.write('exit\r');
  await screenWith('All there.');
  screen.pty.write('q');
  await screen.exit;
  rmSync(join(home, 'machines/default/recordings'), { recursive: true });
  screen = screenOf('"$0" "$@"', [process.execPath, program.file, 'answer', '42'], {
    ...{ name: 'xterm-256color', env: environment() },
  });
  expect(await screen.exit).toBe(0);
  expect(screen.text().replace(/\s+/g, ' ')).toContain(
    'not looked at: in this step nothing was typed in a shell that is recorded',
  );
});

test('the machine goes away and comes back; Ctrl-C leaves the terminal as it was', async () => {
  start();
  await screenWith('Seen at');
  server.drop();
  await screenWith('No machine: ');
  await screenWith('Seen at');
  screen.pty.write('\x03');
  await screen.exit;
  expect(screen.text()).toMatch(/status 0\r\nicanon\r\necho\r\n$/);
  expect(screen.terminal.buffer.active.type).toBe('normal');
});

test('q ends it while it waits for a move that another command has begun', async () => {
  start();
  await screenWith('Seen at');
  const moving = { lab: 'wait', step: 'file', progress: 'keep' };
  const mark = { course: 'small', drawn: '', moving };
  mkdirSync(join(home, 'machines/default'), { recursive: true });
  writeFileSync(join(home, 'machines/default/mark.json'), JSON.stringify(mark));
  server.drop();
  await screenWith('Connecting');
  screen.pty.write('q');
  await screen.exit;
  expect(screen.text()).toMatch(/status 0\r\nicanon\r\necho\r\n$/);
});

test('Ctrl-C before anything was seen', async () => {
  start();
  await screenWith('Connecting');
  screen.pty.write('\x03');
  await screen.exit;
  expect(screen.text()).toMatch(/status 0\r\nicanon\r\necho\r\n$/);
});

test('Japanese without colours at 200 × 50: the map stands beside; at 60 × 20 there is none', async () => {
  start({ NO_COLOR: '1' }, '--lang', 'ja');
  await screenWith('に確認しました');
  screen.terminal.resize(200, 50);
  screen.pty.resize(200, 50);
  await screen.until((lines) => lines.length === 50 && (lines[4] ?? '').length > 85);
  const lines = await screenWith('に確認しました');

  expect(lines[2]).toMatch(/^file を読みます。 +\S/);
  expect(lines.join('\n')).toContain('✘ ファイルがある');
  screen.terminal.resize(60, 20);
  screen.pty.resize(60, 20);
  await screen.until((shown) => shown[19]?.includes('シェル') === true);
  expect(screen.text()).not.toMatch(/\x1b\[\d*m/);
  screen.pty.write('q');
  await screen.exit;
});
