// Nothing that a lab or a machine prints is obeyed by a terminal: by example, by many random texts, and on a real one.
import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { inert, inertButColour, inertLine } from '../../src/ui/inert.ts';

const ESC = '\x1b';
const HOSTILE: readonly (readonly [string, string])[] = [
  ['title by OSC 0 with BEL', `${ESC}]0;pwned\x07`],
  ['title by OSC 2 with ST', `${ESC}]2;pwned${ESC}\\`],
  ['title by 8-bit OSC and ST', '\x9d0;pwned\x9c'],
  ['OSC without an end', `${ESC}]0;pwned`],
  ['clipboard, OSC 52', `${ESC}]52;c;cHduZWQ=\x07`],
  ['hyperlink, OSC 8', `${ESC}]8;;http://evil\x07text${ESC}]8;;\x07`],
  ['clear the screen', `${ESC}[2J${ESC}[H`],
  ['cursor up and erase', `${ESC}[1A${ESC}[2K`],
  ['8-bit CSI', '\x9b2J'],
  ['colour', `${ESC}[31mred${ESC}[0m`],
  ['private mode: alternate screen', `${ESC}[?1049h`],
  ['bracketed paste off', `${ESC}[?2004l`],
  ['device status report', `${ESC}[6n`],
  ['DCS request', `${ESC}P$q"p${ESC}\\`],
  ['8-bit DCS', '\x90$q"p\x9c'],
  ['APC, PM, SOS', `${ESC}_x${ESC}\\${ESC}^y${ESC}\\${ESC}Xz${ESC}\\`],
  ['full reset', `${ESC}c`],
  ['character set', `${ESC}(0`],
  ['a sequence within a sequence', `${ESC}${ESC}[0m[31m`],
  ['a sequence put together by dropping', `${ESC}${ESC}]0;x\x07]0;pwned\x07`],
  ['backspaces', 'safe\b\b\b\bevil'],
  ['carriage return', 'safe\revil'],
  ['bell, shift out, null', '\x07\x0e\x00'],
  ['delete', 'a\x7fb'],
  ['8-bit controls', '\x84\x85\x8d\x9a'],
  ['direction overrides', 'a\u202eb\u2066c\u2069\u200f'],
];
const OBEYED =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;

test.each(HOSTILE)('%s is inert', (_name, text) => {
  expect(inert(text)).not.toMatch(OBEYED);
  expect(inertLine(text)).not.toMatch(/[\n\t]/);
});

test('what is left of a text is what one would read', () => {
  expect(inert(`a${ESC}[31mred${ESC}[0m b`)).toBe('ared b');
  expect(inert(`x${ESC}]0;title\x07y`)).toBe('xy');
  expect(inert(`bare ${ESC}`)).toBe('bare ␛');
  expect(inert('a\bb\x7f\x9c')).toBe('a␈b␡\ufffd');
  expect(inert('one\r\ntwo\rthree\u2028four')).toBe('one\ntwo\nthree\nfour');
  expect(inert('tab\tand\nline stay')).toBe('tab\tand\nline stay');
  expect(inertLine('tab\tand\n\nline')).toBe('tab and line');
  expect(inert('日本語 é 👩‍💻 \u0301')).toBe('日本語 é 👩‍💻 \u0301');
  expect(inert('\ud800x\udc00')).toBe('\ufffdx\ufffd');
});

test('an unfinished sequence does not eat what comes after its line', () => {
  expect(inert(`${ESC}]0;never ended\nnext line`)).toBe('␛]0;never ended\nnext line');
});

test('any mixture of the parts of sequences is inert, and making it inert twice changes nothing', () => {
  const parts = [...'ab0;?[]()P_^X\\m\n\t hHJc', ESC, '\x07', '\x9b', '\x9d', '\x9c', '\x90', '\r'];
  const random = generator(20250101);
  const failed: string[] = [];
  for (let n = 0; n < 20_000; n += 1) {
    const length = 1 + Math.floor(random() * 14);
    const text = Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join('');
    const once = inert(text);
    const coloured = inertButColour(text, true).replace(/\x1b\[[0-9;]*m/g, '');
    const outputs = [once, inertButColour(text, false), coloured];
    if (outputs.some((output) => OBEYED.test(output)) || inert(once) !== once) failed.push(text);
  }
  expect(failed).toEqual([]);
});

test('our own colours pass the last gate when asked for, and nothing else does', () => {
  const text = `${ESC}[1mbold${ESC}[22m ${ESC}[2J${ESC}]0;t\x07end`;
  expect(inertButColour(text, true)).toBe(`${ESC}[1mbold${ESC}[22m end`);
  expect(inertButColour(text, false)).toBe('bold end');
});

test('on a terminal: no title, no moved cursor, no answer, no other screen', async () => {
  const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true, logLevel: 'off' });
  const events: string[] = [];
  terminal.onTitleChange((title) => events.push(`title ${title}`));
  terminal.onData((data) => events.push(`answer ${JSON.stringify(data)}`));
  terminal.onBell(() => events.push('bell'));
  terminal.buffer.onBufferChange(() => events.push('screen'));
  for (const [, text] of HOSTILE) {
    await new Promise<void>((done) => {
      terminal.write(`${inertLine(text)}\r\n`, done);
    });
  }
  expect(events).toEqual([]);
  expect(terminal.buffer.active.cursorX).toBe(0);
  expect(terminal.buffer.active.baseY + terminal.buffer.active.cursorY).toBe(HOSTILE.length);
  // The same terminal does obey the texts as they came.
  await new Promise<void>((done) => {
    terminal.write(HOSTILE.map(([, text]) => text).join(''), done);
  });
  expect(events).toContain('title pwned');
  expect(events).toContain('screen');
});

/** mulberry32: the same numbers on every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
