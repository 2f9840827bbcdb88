// The tests' own terminal: a reader that is held up misses nothing.
import { expect, test } from 'vitest';
import { runInTerminal } from './terminal.ts';

/** Holds this process up for longer than node-pty waits for a reader. */
function stall(): void {
  const until = performance.now() + 250;
  while (performance.now() < until);
}

test('the last words of a program arrive although the reader is held up', async () => {
  const stalls = setInterval(stall, 0);
  let shown = '';
  const line =
    'for i in 1 2 3 4 5 6 7 8; do head -c 4000 /dev/zero | tr "\\0" x; done; echo last; exit 3';
  const { exit } = runInTerminal(`(${line})`, ['sh'], (text) => (shown += text));
  expect(await exit).toBe(3);
  clearInterval(stalls);
  expect(shown).toMatch(/^x{32000}last\r\n$/);
});
