// Lines and their ends: widths of full-width characters, Japanese line ends, styles that never leak.
import { expect, test } from 'vitest';
import { layOut, naturalWidth, pad, widthOf } from '../../src/ui/layout.ts';

const plain = (text: string, width: number): string[] =>
  layOut([{ text, styles: [] }], width, false);

test('breaks at spaces, which vanish there', () => {
  expect(plain('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
  expect(plain('the quick  brown', 9)).toEqual(['the quick', 'brown']);
  expect(plain('exactly ten', 11)).toEqual(['exactly ten']);
  expect(plain('', 10)).toEqual(['']);
});

test('a word longer than the line is cut', () => {
  expect(plain('see https://example.org/a/long/path now', 12)).toEqual([
    'see',
    'https://exam',
    'ple.org/a/lo',
    'ng/path now',
  ]);
});

test('a newline breaks the line', () => {
  expect(plain('one\ntwo', 10)).toEqual(['one', 'two']);
});

test('Japanese breaks between any two characters, each two columns wide', () => {
  expect(plain('仮想ケーブルを作成', 10)).toEqual(['仮想ケーブ', 'ルを作成']);
  expect(widthOf('仮想ケーブ')).toBe(10);
  expect(plain('仮想ケーブルを作成', 11)).toEqual(['仮想ケーブ', 'ルを作成']);
});

test('no line begins with a closing mark or a small kana, none ends with an opening bracket', () => {
  expect(plain('これは橋です。次', 12)).toEqual(['これは橋で', 'す。次']);
  expect(plain('あいう「えお」か', 8)).toEqual(['あいう', '「えお」', 'か']);
  expect(plain('ああああチェック', 10)).toEqual(['ああああ', 'チェック']);
  expect(plain('あいうえ、、お', 8)).toEqual(['あいう', 'え、、お']);
});

test('a Latin word within Japanese stays whole, and may stand at a line end', () => {
  expect(plain('これはdocker0という橋', 11)).toEqual(['これは', 'docker0とい', 'う橋']);
  expect(plain('設定(br0)です', 8)).toEqual(['設定', '(br0)で', 'す']);
});

test('marks stay on their letters, joined emoji together', () => {
  expect(plain('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301']);
  expect(plain('a👩\u200d💻b', 3)).toEqual(['a👩\u200d💻', 'b']);
});

test('no line is wider than asked, whatever the text', () => {
  const text = '仮想 veth、「ケーブル」(両端) は https://example.org/xyz にある。'.repeat(5);
  for (let width = 4; width <= 60; width += 1) {
    for (const line of plain(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
    expect(plain(text, width).join('').replace(/ /g, '')).toBe(text.replace(/ /g, ''));
  }
});

test('each line closes the styles it opened, so that a pager or a cut line stays in order', () => {
  const spans = [
    { text: 'plain ', styles: [] },
    { text: 'bold and long', styles: ['bold'] },
  ] as const;
  expect(layOut(spans, 10, true)).toEqual(['plain \x1b[1mbold\x1b[22m', '\x1b[1mand long\x1b[22m']);
  expect(layOut(spans, 10, false)).toEqual(['plain bold', 'and long']);
});

test('padding counts columns', () => {
  expect(pad('橋', widthOf('橋'), 4, 'left')).toBe('橋  ');
  expect(pad('7', 1, 4, 'right')).toBe('   7');
  expect(pad('ab', 2, 5, 'center')).toBe(' ab  ');
  expect(naturalWidth([{ text: 'ab\n橋橋橋', styles: [] }])).toBe(6);
});
