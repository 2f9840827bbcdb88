// Markdown on a terminal.
import { expect, test } from 'vitest';
import { lexMarkdown } from '../../src/course/lex.ts';
import { widthOf } from '../../src/ui/layout.ts';
import { inlineText, renderMarkdown } from '../../src/ui/render.ts';

const plain = (markdown: string, width = 60): string =>
  renderMarkdown(lexMarkdown(markdown), { width, color: false });
const coloured = (markdown: string, width = 60): string =>
  renderMarkdown(lexMarkdown(markdown), { width, color: true });

test('inline styles: colours when asked for, else only the backticks of code', () => {
  const text = 'a **bold** *soft* `code` ~~gone~~ \\*';
  expect(plain(text)).toBe('a bold soft `code` gone *');
  expect(coloured(text)).toBe(
    'a \x1b[1mbold\x1b[22m \x1b[3msoft\x1b[23m \x1b[36mcode\x1b[39m \x1b[2mgone\x1b[22m *',
  );
});

test('Japanese that is emphasised is bold: it has no slanted form', () => {
  expect(coloured('これが*経路表*で、*NAME* は')).toBe(
    'これが\x1b[1m経路表\x1b[22mで、\x1b[3mNAME\x1b[23m は',
  );
});

test('tight list items: inline styles, links and code are rendered in them (marked-terminal 304, 371)', () => {
  const list =
    '- a `br0` **up** [docs](https://e.org/x)\n- two\n  1. nested `x`\n  2. more\n- three';
  expect(plain(list)).toBe(
    [
      '• a `br0` up docs (https://e.org/x)',
      '• two',
      '  1. nested `x`',
      '  2. more',
      '• three',
    ].join('\n'),
  );
  expect(coloured('- a **b**')).toBe('• a \x1b[1mb\x1b[22m');
});

test('a loose list has room between its items; wrapped lines hang under their text', () => {
  expect(plain('9. one\n\n   para\n\n10. two words here that wrap on this line', 40)).toBe(
    [' 9. one', '', '    para', '', '10. two words here that wrap on this', '    line'].join('\n'),
  );
});

test('task boxes stand once, beside their text', () => {
  expect(plain('- [ ] to **do**\n- [x] done')).toBe('• [ ] to do\n• [x] done');
  expect(plain('- [ ] loose\n\n- [x] two')).toBe('• [ ] loose\n\n• [x] two');
});

test('what is typed stands after spaces alone and is never wrapped; output has a bar', () => {
  const long = `sudo ip link add ${'x'.repeat(80)}`;
  expect(plain(`\`\`\`sh\n${long}\n\n\tcat\n\`\`\``)).toBe(`    ${long}\n\n            cat`);
  expect(coloured('```sh\nip link\n```')).toBe('    \x1b[1mip link\x1b[22m');
  expect(plain('```console\n$ ip link\n\n1: lo\n```')).toBe('  │ $ ip link\n  │\n  │ 1: lo');
  expect(coloured('```text\nout\n```')).toBe('  \x1b[2m│ out\x1b[22m');
});

test('headings stand out without colours too, underlined over their full width', () => {
  expect(plain('# 橋 `br0`\n\ntext')).toBe('橋 `br0`\n════════\n\ntext');
  expect(plain('## Two')).toBe('Two\n───');
  expect(plain('### Three')).toBe('Three');
});

test('links show where they lead, once, and places within the course do not', () => {
  expect(
    plain('<https://e.org> https://f.org/p [x](https://g.org) [y](#z) [w](../02/lab.md)'),
  ).toBe('https://e.org https://f.org/p x (https://g.org) y w');
  expect(plain('![the map](https://e.org/m.svg)')).toBe('the map (https://e.org/m.svg)');
});

test('paragraphs: soft line ends are spaces, none between Japanese characters; hard ones stay', () => {
  expect(plain('one\ntwo  \nthree<br>four')).toBe('one two\nthree\nfour');
  expect(plain('橋を\n作ります。\nbr0 です')).toBe('橋を作ります。br0 です');
  expect(plain('橋と、\n`br0` と\n`br1`\n（別）')).toBe('橋と、`br0` と `br1`（別）');
  expect(plain('**橋**\n*の*\nなか\n[線](#x)\nと br0\nです')).toBe('橋のなか線と br0 です');
  expect(coloured('橋の\n`名前`\nです')).toBe('橋の \x1b[36m名前\x1b[39m です');
  expect(plain('橋。<br>\n`x`')).toBe('橋。\n`x`');
});

test('quotes, rules, comments and other HTML', () => {
  expect(plain('> a `b`\n>\n> - c')).toBe('┃ a `b`\n┃\n┃ • c');
  expect(plain('***')).toBe('─'.repeat(60));
  expect(plain('<!-- step: x -->\n\ntext <kbd>Ctrl</kbd><!-- y -->')).toBe('text Ctrl');
  expect(plain('<details><summary>More</summary>in <b>it</b></details>')).toBe('Morein it');
});

test('character references are what they stand for', () => {
  expect(plain('&lt;PID&gt; &amp;amp; &#12415; &#x1F433; &nonsense; &copy;')).toBe(
    '<PID> &amp; み 🐳 &nonsense; ©',
  );
  expect(plain('`&lt;`')).toBe('`&lt;`');
});

test('tables align by columns on the terminal, full-width characters too', () => {
  const table =
    '| Name | 意味 | N |\n|---|:---:|--:|\n| `br0` | ブリッジ | 1 |\n| veth | 線 | 200 |';
  expect(plain(table).split('\n')).toEqual([
    'Name     意味      N',
    '─────  ────────  ───',
    '`br0`  ブリッジ    1',
    'veth      線     200',
  ]);
  const lines = coloured(table).split('\n');
  expect(lines[0]).toContain('\x1b[1mName\x1b[22m');
});

test('a table wider than the terminal wraps in its widest column', () => {
  const cell = 'words that go on and on and on, far too many of them for one line';
  const lines = plain(`| A | B |\n|---|---|\n| x | ${cell} |\n| y | z |`, 40).split('\n');
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(40);
  expect(
    lines
      .slice(2, -1)
      .map((line) => line.slice(3))
      .join(' '),
  ).toBe(cell);
  expect(lines.at(-1)).toBe('y  z');
});

test('the width is kept between 40 and 100', () => {
  const text = 'word '.repeat(60);
  const widest = (width: number): number =>
    Math.max(...plain(text, width).split('\n').map(widthOf));
  expect(widest(10)).toBeGreaterThan(30);
  expect(widest(10)).toBeLessThanOrEqual(40);
  expect(widest(500)).toBeGreaterThan(90);
  expect(widest(500)).toBeLessThanOrEqual(100);
});

test('escape sequences in any part of a lab come out inert', () => {
  const evil = '\x1b]0;pwned\x07\x1b[2J\x9b31m\u202e';
  const spelled = '&#27;]0;pwned&#7; &#x1b;[2J &#155;31m';
  const markdown = [
    `# t ${evil}`,
    `p ${evil} **${evil}** \`${evil}\` [a${evil}](https://e.org/${evil}) ${spelled} [r${spelled}](https://e.org/&#27;[2J) ![${evil}](x)`,
    `- i ${evil}\n- ${spelled}`,
    `| h ${evil} |\n|---|\n| c ${evil} ${spelled} |`,
    `> q ${evil}`,
    `\`\`\`sh\nrun ${evil}\n\`\`\``,
    `\`\`\`console\nout ${evil}\n\`\`\``,
    `<div>html ${evil}</div>`,
    `<!-- c ${evil}`,
  ].join('\n\n');
  for (const output of [plain(markdown), coloured(markdown).replace(/\x1b\[\d+m/g, '')]) {
    expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  }
});

test('inline text alone, on one line', () => {
  expect(inlineText(lexMarkdown('A `code`\nand **bold**.'))).toBe('A code and bold.');
});
