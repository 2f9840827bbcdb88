// Lays styled text out in lines: breaks at spaces and between full-width characters, with the simple Japanese line-break rules.
import stringWidth from 'fast-string-width';
import { SGR_CODES, type StyleName } from './style.ts';

/** A run of text in one style. `text` is inert already; a newline in it breaks the line. */
export interface Span {
  readonly text: string;
  readonly styles: readonly StyleName[];
}

interface Cell {
  /** One character with the marks that belong on it. */
  text: string;
  readonly width: number;
  readonly styles: readonly StyleName[];
}

/** No line begins with these (kinsoku, JIS X 4051, the common part of it), nor with Latin closing marks. */
const NOT_FIRST = new Set(
  '、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】〙〗〟’”…‥,.:;?!)]}»%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ',
);
/** No line ends with these. */
const NOT_LAST = new Set('（［｛〔〈《「『【〘〖〝‘“([{«');

/** Marks, joiners and variation selectors: they take no column of their own. */
const ON_BASE = /^(?:\p{M}|[\u200b-\u200d\u2060])$/u;

/** Columns that a text takes on a terminal: 2 for full-width characters, 0 for combining marks. */
export function widthOf(text: string): number {
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** Lines of at most `width` columns (a full-width character counts 2). With `color`, each line closes its own styles. */
export function layOut(spans: readonly Span[], width: number, color: boolean): string[] {
  return splitAtNewlines(toCells(spans))
    .flatMap((cells) => wrapCells(cells, Math.max(2, width)))
    .map((cells) => paint(cells, color));
}

/** Columns of the longest line when nothing is wrapped. */
export function naturalWidth(spans: readonly Span[]): number {
  return Math.max(...splitAtNewlines(toCells(spans)).map(cellsWidth));
}

/** Pads to `width` columns; `text` takes `used` of them. */
export function pad(text: string, used: number, width: number, align: Align): string {
  const room = Math.max(0, width - used);
  const before = align === 'right' ? room : align === 'center' ? Math.floor(room / 2) : 0;
  return ' '.repeat(before) + text + ' '.repeat(room - before);
}
export type Align = 'left' | 'right' | 'center';

function toCells(spans: readonly Span[]): Cell[] {
  const cells: Cell[] = [];
  for (const { text, styles } of spans) {
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      const width =
        code >= 0x20 && code < 0x7f ? 1 : ON_BASE.test(character) ? 0 : stringWidth(character);
      const last = cells.at(-1);
      // Combining marks, variation selectors and what a zero-width joiner joins stay with their base.
      if (
        last !== undefined &&
        character !== '\n' &&
        last.text !== '\n' &&
        (width === 0 || last.text.endsWith('\u200d'))
      ) {
        last.text += character;
      } else {
        cells.push({ text: character, width, styles });
      }
    }
  }
  return cells;
}

function splitAtNewlines(cells: readonly Cell[]): Cell[][] {
  const lines: Cell[][] = [[]];
  for (const cell of cells) {
    if (cell.text === '\n') lines.push([]);
    else lines.at(-1)?.push(cell);
  }
  return lines;
}

/** Greedy: as many cells as fit, back to the last place where a break is allowed; a longer word is cut. */
function wrapCells(cells: readonly Cell[], width: number): Cell[][] {
  const lines: Cell[][] = [];
  let from = 0;
  for (;;) {
    let end = from;
    let used = 0;
    while (end < cells.length && used + (cells[end]?.width ?? 0) <= width) {
      used += cells[end]?.width ?? 0;
      end += 1;
    }
    if (end === cells.length) {
      lines.push(cells.slice(from));
      return lines;
    }
    let at = end;
    while (at > from && !mayBreak(cells, at)) at -= 1;
    if (at === from) at = Math.max(end, from + 1);
    lines.push(trimEnd(cells.slice(from, at)));
    from = at;
    while (isSpace(cells[from])) from += 1;
    if (from >= cells.length) return lines;
  }
}

/** Whether a line may end before `cells[at]`. */
function mayBreak(cells: readonly Cell[], at: number): boolean {
  const before = cells[at - 1];
  const after = cells[at];
  if (before === undefined || after === undefined) return false;
  if (isSpace(after)) return true;
  if (isSpace(before)) return true;
  if (before.width < 2 && after.width < 2) return false;
  return !NOT_FIRST.has(after.text) && !NOT_LAST.has(before.text);
}

function isSpace(cell: Cell | undefined): boolean {
  return cell !== undefined && (cell.text === ' ' || cell.text === '\u3000');
}

function trimEnd(cells: Cell[]): Cell[] {
  let end = cells.length;
  while (end > 0 && isSpace(cells[end - 1])) end -= 1;
  return cells.slice(0, end);
}

function cellsWidth(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

function paint(cells: readonly Cell[], color: boolean): string {
  let line = '';
  let styles: readonly StyleName[] = [];
  for (const cell of cells) {
    if (color && cell.styles !== styles) {
      line += closing(styles) + opening(cell.styles);
      styles = cell.styles;
    }
    line += cell.text;
  }
  return color ? line + closing(styles) : line;
}

function opening(styles: readonly StyleName[]): string {
  return styles.map((style) => `\x1b[${SGR_CODES[style][0]}m`).join('');
}

function closing(styles: readonly StyleName[]): string {
  return styles.map((style) => `\x1b[${SGR_CODES[style][1]}m`).join('');
}
