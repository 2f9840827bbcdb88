// The screen that stays: what is written on it is what is seen, up to the edge.
import { Terminal } from '@xterm/headless';
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { screenOf } from '../../src/learner/map/screen.ts';
import type { Session } from '../../src/learner/session.ts';

// xterm.js has the cursor beyond the last column once that is written. With tmux, xterm and others it stands on it, and so
// it does after one to the left and one to the right.
const AFTER_TEXT = /(?<=[ -~])(?<!\x1b\[H)(?=\x1b\[[JK])/g;
const ON_THE_LAST = '\x1b[D\x1b[C';
const SIZE = { cols: 20, rows: 4 };

/** Shows pictures one after the other; resolves with the rows as they are seen after the last one. */
async function seen(...pictures: string[][]): Promise<string[]> {
  const terminal = new Terminal({ ...SIZE, allowProposedApi: true });
  const stdout = Object.assign(new PassThrough(), {
    ...{ isTTY: true, columns: SIZE.cols, rows: SIZE.rows },
  });
  const io = { stdout, columns: SIZE.cols, env: { TERM: 'xterm-256color' } };
  const screen = screenOf({ io } as unknown as Session);
  for (const picture of pictures) screen.write(picture);
  const written = String(stdout.read()).replaceAll(AFTER_TEXT, ON_THE_LAST);
  await new Promise<void>((resolve) => terminal.write(written, resolve));
  const { active } = terminal.buffer;
  const rows = Array.from({ length: SIZE.rows }, (_, row) =>
    active.getLine(active.viewportY + row)?.translateToString(true),
  );
  screen.leave();
  return rows.map((row) => row ?? '');
}

const WIDE = 'twenty columns wide.';

test('a line as wide as the screen keeps its last character', async () => {
  expect(await seen([WIDE, 'b', WIDE, WIDE])).toEqual([WIDE, 'b', WIDE, WIDE]);
});

test('nothing is left of a longer picture: neither of its lines, nor below', async () => {
  expect(await seen([WIDE, WIDE, WIDE, WIDE], ['a', '', WIDE])).toEqual(['a', '', WIDE, '']);
});
