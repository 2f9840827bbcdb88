// `labs` inside the machine's shell, in a real terminal: what works, who answers questions, and what a hostile machine gets.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProgram, screenOf, type Program, type Screen } from '../../ssh/program.ts';
import { startServer, type TestServer } from '../../ssh/server.ts';

let program: Program;
let server: TestServer;
const homes: string[] = [];
let screen: Screen;
beforeAll(async () => {
  program = await buildProgram('test/learner/inside/labs-program.ts');
  server = await startServer();
  screen = await start();
}, 30_000);
afterAll(async () => {
  screen.pty.kill();
  await server[Symbol.asyncDispose]();
  await program[Symbol.asyncDispose]();
  for (const home of homes) rmSync(home, { recursive: true });
});

async function start(env: Record<string, string> = {}, ...words: string[]): Promise<Screen> {
  const home = mkdtempSync(join(tmpdir(), 'labs-inside-'));
  homes.push(home);
  const open = run(home, env, ...words, 'shell');
  await open.until(atPrompt('1/a'));
  return open;
}

function run(home: string, env: Record<string, string>, ...words: string[]): Screen {
  return screenOf('"$0" "$@"', [process.execPath, program.file, ...words], {
    name: 'xterm-256color',
    env: {
      ...{ PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', BRIDGE_LABS_HOME: home },
      ...{ TEST_TARGET: JSON.stringify(server.target), ...env },
    },
  });
}

/** The last line is a prompt with that place, and nothing typed yet. */
const atPrompt = (place: string) => (lines: string[]) =>
  lines.findLast((line) => line !== '')?.startsWith(`[${place}] `) === true &&
  /[#$] *$/.test(lines.findLast((line) => line !== '') ?? '');
const shows = (text: string) => (lines: string[]) => lines.some((line) => line.includes(text));
const asks = (text: string) => (lines: string[]) =>
  lines.findLast((line) => line !== '')?.startsWith(`? ${text} (y/N)`) === true;
const progress = (): { steps: Record<string, { hints: number }> } =>
  JSON.parse(readFileSync(join(homes[0] ?? '', 'progress/small.json'), 'utf8')) as never;

let typed = 0;
/** Types a command that asks, says yes, and waits for the prompt of the place that it leads to. */
async function agree(command: string, question: string, place: string): Promise<void> {
  screen.pty.write(`clear; ${command}\r`);
  await screen.until(asks(question));
  screen.pty.write('y\r');
  await screen.until(atPrompt(place));
}

/** Types a line, and after it one whose output is not what was typed. */
async function type(line: string, at = screen): Promise<void> {
  const number = ++typed;
  at.pty.write(`clear; ${line}; echo "${number}:status=$?"\r`);
  await at.until((lines) =>
    lines.some((shown) => /^\d+:status=\d/.test(shown) && shown.startsWith(`${number}:`)),
  );
}

test('a command runs outside, its status is the status, and the prompt follows', async () => {
  await type('labs hint');
  expect(screen.text()).toContain('First hint of a.');
  expect(screen.text()).toMatch(/status=0\r/);
  expect(progress().steps['look/a']?.hints).toBe(1);
  screen.pty.write('clear; labs next\r');
  await screen.until(shows('not finished yet'));
  screen.pty.write('labs next --skip\r');
  await screen.until(asks('Do this: labs next --skip?'));
  screen.pty.write('y\r');
  await screen.until(atPrompt('1/b'));
});

test('what works elsewhere only is said so; options are for outside', async () => {
  await type('labs watch');
  expect(screen.text()).toContain('labs watch does not work in here');
  await type('labs undo --yes');
  expect(screen.text()).toContain('In here it is: labs undo. Other options are for');
  await type('labs chekc');
  expect(screen.text()).toContain('There is no command labs chekc. Did you mean: labs check');
  await type('labs map --help');
  expect(screen.text()).toContain(
    'In here it is: labs map [--path FROM TO [--live]]. Other options are',
  );
  await type('clear; labs xyzzy');
  expect(screen.text()).toContain('There is no command labs xyzzy. labs help shows');
  expect(screen.text().match(/status=2\r/g)).toHaveLength(4);
});

test('what only tells something can be piped on, without colours; what does more is shown here as ever', async () => {
  await type('labs show | sed "s/^/piped: /"');
  expect(screen.text()).toContain('piped: Read b.');
  await type('labs list >list; sed "s/^/kept: /" list; rm list');
  expect(screen.text()).toMatch(/kept: .*Lab look/);
  await type('labs hint | sed "s/^/piped: /"');
  expect(screen.text()).toContain('First hint of b.');
  expect(screen.text()).not.toContain('piped: First');
  await type('labs show nowhere >/dev/null');
  expect(screen.text()).toMatch(/status=2\r/);
});

test('a root shell has labs too', async () => {
  // This computer may have no sudo.
  const folder = mkdtempSync(join(tmpdir(), 'labs-sudo-'));
  homes.push(folder);
  writeFileSync(join(folder, 'sudo'), '#!/bin/sh\nexec env -i HOME="$HOME" TERM=xterm "$@"\n', {
    mode: 0o755,
  });
  screen.pty.write(`clear; PATH=${folder}:$PATH; sudo -s\r`);
  await screen.until(atPrompt('1/b'));
  await type('MINE=1; labs hint');
  expect(screen.text()).toContain('Second hint of b.');
  screen.pty.write('exit\r');
  await type('echo "<${MINE-}>"; sudo true');
  expect(screen.text()).toMatch(/<>\r/);
});

test('Ctrl-C takes a question back, and the shell goes on', async () => {
  screen.pty.write('clear; labs undo\r');
  await screen.until(asks('Go on?'));
  screen.pty.write('\x03');
  await screen.until(shows('Cancelled'));
  await type('true');
  expect(screen.text()).not.toContain('Back at the beginning');
});

test('what is typed while a command works goes to the shell after it, and never to a question', async () => {
  screen.pty.write('clear; labs undo\ry\ry\ry\r');
  await screen.until(asks('Go on?'));
  screen.pty.write('n\r');
  await screen.until(shows('Nothing was done'));
  await type('true');
});

test('a machine that has the terminal say yes is not heard', async () => {
  // A terminal that tells its title tells what a program has put there, and it may take its time.
  let told = 0;
  const listener = screen.pty.onData((data) => {
    if (!data.includes('\x1b[c') && !data.includes('Go on?')) return;
    told += 1;
    screen.pty.write('\x1b]ly\r\x1b\\\x1b[?1;2c\x1b[3;1R');
  });
  screen.pty.write(`clear; printf '9\\037undo\\n' >$(dirname "$(type -P labs)")/ask\r`);
  await screen.until(asks('Go on?'));
  // Had the question been answered by then, this would be too late.
  screen.pty.write('n\r');
  await screen.until(shows('Nothing was done'));
  expect(screen.text()).not.toContain('Back at the beginning');
  listener.dispose();
  expect(told).toBeGreaterThan(1);
});

test('undo asks at the terminal, and opens a new shell in what comes back', async () => {
  screen.pty.write('clear; MINE=1; labs undo\r');
  await screen.until(asks('Go on?'));
  screen.pty.write('y\r');
  await screen.until(shows('Back at the beginning'));
  await screen.until(atPrompt('1/b'));
  expect(screen.text()).toContain('To go farther back: labs goto 1/a');
  await type('echo "<${MINE-}>"');
  expect(screen.text()).toMatch(/<>\r/);
  expect(screen.text()).not.toContain('A new one');
});

test('goto asks also where nothing is lost, since the machine can have sent it; the new shell stands there', async () => {
  await agree('labs goto 1/a', 'Go on?', '1/a');
  screen.pty.write('clear; labs goto 1/b\r');
  await screen.until(asks('Do this: labs goto 1/b?'));
  expect(screen.text()).toContain('Before that, the solutions of 1 step are run');
  screen.pty.write('n\r');
  await screen.until(shows('Nothing was done'));
  await agree('labs goto 1/b', 'Do this: labs goto 1/b?', '1/b');
  await type('labs goto');
  expect(screen.text()).toContain('In here it is: labs goto LAB[/STEP]');
});

test('reset asks how far, and then whether', async () => {
  screen.pty.write('clear; labs reset\r');
  await screen.until(shows('? Reset what?'));
  screen.pty.write('\x1b[B\r');
  await screen.until(asks('Go on?'));
  screen.pty.write('y\r');
  await screen.until(atPrompt('1/a'));
  await agree('labs goto 1/b', 'Do this: labs goto 1/b?', '1/b');
});

test('a flood ends `labs` in this shell, and not the shell', async () => {
  await type(
    `(for i in {1..500}; do printf '9\\037goto\\n'; done >$(dirname "$(type -P labs)")/ask)`,
  );
  await screen.until(shows('far too much at once'));
  screen.pty.write('clear; echo "st""ill here"\r');
  await screen.until(shows('still here'));
  await screen.until((lines) => /[#$] *$/.test(lines.findLast((line) => line !== '') ?? ''));
});

test('leaves nothing behind', async () => {
  screen.pty.write('type -P labs; exit 7\r');
  expect(await screen.exit).toBe(7);
  expect(screen.text()).toContain('You are on your own computer again.');
  const folder = /\/tmp\/\.labs-[0-9a-f]{24}/.exec(screen.text())?.[0] ?? '';
  const { existsSync } = await import('node:fs');
  const { setTimeout } = await import('node:timers/promises');
  while (existsSync(folder)) await setTimeout(20);
});

test('the shell was recorded, our own words too, and is played without what a machine could do by it', async () => {
  const folder = join(homes[0] ?? '', 'machines/default/recordings');
  const [file = ''] = readdirSync(folder);
  const text = readFileSync(join(folder, file), 'utf8');
  expect(JSON.parse(text.split('\n')[0] ?? '')).toMatchObject({
    version: 2,
    width: 80,
    height: 24,
  });
  expect(text).toContain('First hint of a.');
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
  const played = run(homes[0] ?? '', {}, 'replay', '--speed', '1000');
  expect(await played.exit).toBe(0);
  expect(played.text()).toContain('First hint of a.');
  expect(played.text()).not.toContain('\x1b[c');
});

test('Japanese, without colours; a hidden screen is made readable first', async () => {
  const other = await start({ NO_COLOR: '1' }, '--lang', 'ja');
  await type(`printf '\\033[8;31m'; labs hint`, other);
  expect(other.text()).toContain('a の最初のヒント。');
  const shown = other.text();
  expect(shown.slice(shown.indexOf('\x1b[8;31m'))).toMatch(/\x1b\[0m[^]*最初のヒント/);
  expect(shown.slice(shown.indexOf('ヒント 1/2'), shown.indexOf('status='))).not.toContain('\x1b');
  other.pty.kill();
});
