// When colours are wanted, and how wide text gets.
import { expect, test } from 'vitest';
import { makeStyle, textWidth, wantsColor } from '../../src/ui/style.ts';

test.each([
  [{}, true, false, true],
  [{}, false, false, false],
  [{ TERM: 'dumb' }, true, false, false],
  [{ NO_COLOR: '1' }, true, false, false],
  [{ NO_COLOR: '' }, true, false, true],
  [{ FORCE_COLOR: '1' }, false, false, true],
  [{ FORCE_COLOR: '' }, false, false, true],
  [{ FORCE_COLOR: '0' }, true, false, false],
  [{ FORCE_COLOR: 'false' }, true, false, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false, false],
  [{ FORCE_COLOR: '1', TERM: 'dumb' }, true, false, true],
  [{ FORCE_COLOR: '1' }, true, true, false],
])('environment %j, terminal %s, --no-color %s: colour %s', (env, isTty, flag, expected) => {
  expect(wantsColor(env, isTty, flag)).toBe(expected);
});

test('styles wrap a text, or leave it alone', () => {
  expect(makeStyle(true).red('x')).toBe('\x1b[31mx\x1b[39m');
  expect(makeStyle(false).red('x')).toBe('x');
});

test('text is wrapped to the terminal, between 40 and 100 columns, 80 without one', () => {
  expect([undefined, 0, NaN, 20, 72, 300].map(textWidth)).toEqual([80, 80, 80, 40, 72, 100]);
});
