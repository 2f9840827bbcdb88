// A sheet of character cells: text in styles, and lines that join where they meet.
import { widthOf } from '../../ui/layout.ts';
import { SGR_CODES, type StyleName } from '../../ui/style.ts';

/** A run of text in one style; on one line, and harmless to a terminal. */
export interface Piece {
  readonly text: string;
  readonly styles: readonly StyleName[];
}

export interface Pen {
  readonly styles: readonly StyleName[];
  readonly dashed?: boolean;
}

interface Cell {
  /** Of text; null where lines decide. '' is the second half of a full-width character. */
  text: string | null;
  /** Directions in which lines leave the cell. */
  lines: number;
  pen: Pen;
}

const [UP, RIGHT, DOWN, LEFT] = [1, 2, 4, 8];

/** By the directions that are set: none, up, right, up and right, down, … */
const LIGHT = ' ╵╶└╷│┌├╴┘─┴┐┤┬┼';
const ASCII = ' |-+||++-+-+++++';

export class Canvas {
  readonly #rows: Cell[][] = [];
  readonly #unicode: boolean;

  constructor(unicode: boolean) {
    this.#unicode = unicode;
  }

  get height(): number {
    return this.#rows.length;
  }

  /** Text over whatever is there. */
  text(x: number, y: number, pieces: readonly Piece[]): void {
    let at = x;
    for (const { text, styles } of pieces) {
      for (const character of text) {
        const width = widthOf(character);
        const cell = this.#cell(width === 0 ? at - 1 : at, y);
        cell.text = width === 0 ? (cell.text ?? '') + character : character;
        cell.pen = { styles };
        if (width === 2) this.#cell(at + 1, y).text = '';
        at += width;
      }
    }
  }

  /** From the middle of one cell to that of another, in the same row. */
  across(from: number, to: number, y: number, pen: Pen): void {
    const [first, last] = from < to ? [from, to] : [to, from];
    for (let x = first; x <= last; x += 1) {
      this.#line(x, y, (x > first ? LEFT : 0) | (x < last ? RIGHT : 0), pen);
    }
  }

  /** The same in a column. */
  along(x: number, from: number, to: number, pen: Pen): void {
    const [first, last] = from < to ? [from, to] : [to, from];
    for (let y = first; y <= last; y += 1) {
      this.#line(x, y, (y > first ? UP : 0) | (y < last ? DOWN : 0), pen);
    }
  }

  /** Lines without spaces at their ends. */
  lines(color: boolean): string[] {
    return this.#rows.map((cells) => this.#paint(cells, color));
  }

  #line(x: number, y: number, directions: number, pen: Pen): void {
    const cell = this.#cell(x, y);
    // A cable that passes a border keeps its own look.
    if (cell.lines === 0 || !pen.styles.includes('dim')) cell.pen = pen;
    cell.lines |= directions;
  }

  #cell(x: number, y: number): Cell {
    while (this.#rows.length <= y) this.#rows.push([]);
    const row = this.#rows[y]!;
    while (row.length <= x) row.push({ text: null, lines: 0, pen: { styles: [] } });
    return row[Math.max(0, x)]!;
  }

  #shape({ text, lines, pen }: Cell): string {
    if (text !== null) return text;
    if (pen.dashed && (lines === (LEFT | RIGHT) || lines === (UP | DOWN))) {
      const flat = lines === (LEFT | RIGHT);
      return this.#unicode ? (flat ? '╌' : '╎') : flat ? '.' : ':';
    }
    return (this.#unicode ? LIGHT : ASCII)[lines] ?? ' ';
  }

  #paint(cells: readonly Cell[], color: boolean): string {
    let line = '';
    let open: readonly StyleName[] = [];
    let end = cells.length;
    while (end > 0 && this.#shape(cells[end - 1]!) === ' ') end -= 1;
    for (const cell of cells.slice(0, end)) {
      const shape = this.#shape(cell);
      const styles = shape === ' ' ? [] : cell.pen.styles;
      if (color && shape !== '' && styles.join() !== open.join()) {
        line += sgr(open, 1) + sgr(styles, 0);
        open = styles;
      }
      line += shape;
    }
    return color ? line + sgr(open, 1) : line;
  }
}

function sgr(styles: readonly StyleName[], which: 0 | 1): string {
  return styles.map((style) => `\x1b[${SGR_CODES[style][which]}m`).join('');
}
