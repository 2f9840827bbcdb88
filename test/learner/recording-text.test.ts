// A recording as it is played: what it may do to the terminal that plays it, and what it may not.
import { expect, test } from 'vitest';
import { parseRecording, PlayFilter } from '../../src/learner/recording-text.ts';

const HEADER = '{"version":2,"width":80,"height":24,"timestamp":0}';

test('output is played, resizes and a last line that was cut short are not', () => {
  const text = [HEADER, '[0.5,"o","$ ls\\r\\n"]', '[1,"r","100x30"]', '[2,"o","a"]', '[3,"o","b'];
  expect(parseRecording(text.join('\n'))).toEqual([
    { at: 0.5, text: '$ ls\r\n' },
    { at: 2, text: 'a' },
  ]);
});

test.each(['', 'x', '{"version":1}', '{"version":2}'])('is no recording: %s', (text) => {
  expect(parseRecording(text)).toBeNull();
});

test('colours, cursor and screens stay', () => {
  const text = '\x1b[1;31mred\x1b[0m\x1b[2J\x1b[3;4H\x1b[?1049h\x1b[?25l\x1b[K\x1b7\x1b8\x1b(B';
  expect(new PlayFilter().pass(text)).toBe(text);
});

test.each([
  ['a title', '\x1b]0;evil\x07'],
  ['the clipboard', '\x1b]52;c;ZXZpbA==\x1b\\'],
  ['a device control string', '\x1bPq#0\x1b\\'],
  ['what are you', '\x1b[c\x1b[>c\x1bZ\x05'],
  ['where is the cursor', '\x1b[6n\x1b[?6n'],
  ['what is the title', '\x1b[21t'],
  ['which modes', '\x1b[?2004$p'],
  ['8-bit controls', '\u009b2J\u009d0;x\u009c'.replace('2J', '').replace('0;x', '')],
])('dropped: %s, also cut in two anywhere', (_, sequence) => {
  for (let cut = 0; cut <= sequence.length; cut++) {
    const filter = new PlayFilter();
    expect(filter.pass(`a${sequence.slice(0, cut)}`) + filter.pass(`${sequence.slice(cut)}b`)).toBe(
      'ab',
    );
  }
});

test('a sequence that never ends is not waited for', () => {
  const filter = new PlayFilter();
  filter.pass('\x1b]0;');
  for (let i = 0; i < 20; i++) filter.pass('x'.repeat(1000));
  expect(filter.pass('\x1b[m here')).toContain('here');
});
