// `labs author watch` in a terminal: how it ends, and that the terminal is as it was.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { screenOf, type Screen } from '../../ssh/program.ts';
import { writeCourse } from './course.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'watch-'));
  mkdirSync(join(home, 'words'));
  writeCourse(join(home, 'words'), '/dev/null');
  // The product as it is built: the watcher's library is within.
  const build = ['scripts/build.mjs', '--out', join(home, 'dist')];
  await promisify(execFile)(process.execPath, build);
});
afterAll(() => rm(home, { recursive: true }));

const AS_IT_WAS = '[ "$(stty -g)" = "$before" ] && echo as it was';

/** Watches in a terminal; once it is over, or stopped, `sh` prints "status N", and whether the terminal is as it was. */
function begin(then = ''): Screen {
  const line = `set -m; before=$(stty -g); "$0" "$@"; echo "status $?"; ${AS_IT_WAS}; ${then}`;
  return screenOf(
    line,
    [
      ...[process.execPath, join(home, 'dist/labs.js'), 'author', 'watch', '--no-prove'],
      resolve(home, 'words'),
    ],
    { name: 'xterm-256color', env: { ...process.env, BRIDGE_LABS_HOME: home, LANG: 'C.UTF-8' } },
  );
}

const shows = (screen: Screen, text: string): Promise<void> =>
  screen.until((lines) => lines.some((line) => line.includes(text)));

test.each([
  ['q', 'q'],
  ['Ctrl-C', '\x03'],
  ['Ctrl-D', '\x04'],
])('%s ends it, and the terminal is as it was', async (_, key) => {
  const screen = begin();
  await shows(screen, 'q ends it.');
  screen.pty.write('x');
  writeCourse(join(home, 'words'), '/dev/null', { body: `Said before ${key.charCodeAt(0)}.` });
  await shows(screen, `Said before ${key.charCodeAt(0)}.`);
  screen.pty.write(key);
  await screen.exit;
  expect(screen.text()).toContain('status 0\r\nas it was');
});

test('Ctrl-Z stops it with the terminal as it was; continued, it goes on', async () => {
  const screen = begin(`fg; echo "status $?"; ${AS_IT_WAS}`);
  await shows(screen, 'q ends it.');
  screen.pty.write('\x1a');
  await shows(screen, 'as it was');
  writeCourse(join(home, 'words'), '/dev/null', { body: 'Said after the stop.' });
  await shows(screen, 'Said after the stop.');
  screen.pty.write('q');
  await screen.exit;
  expect(screen.text()).toMatch(/status 1\d\d\r\nas it was[^]*status 0\r\nas it was/);
});
