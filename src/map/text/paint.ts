// The sheet → cells: frames with their rows, bridges' bars, and the cables.
import type { StyleName } from '../../ui/style.ts';
import type { MapPlace } from '../types.ts';
import { Canvas, type Pen } from './canvas.ts';
import type { Signs } from './signs.ts';
import type { Sheet, SheetCable, SheetColumn, SheetEnd, SheetFrame, SheetRow } from './sheet.ts';

const FRAME: Readonly<Record<MapPlace['mark'], Pen>> = {
  ok: { styles: ['dim'] },
  missing: { styles: ['yellow'], dashed: true },
  wrong: { styles: ['red'] },
};

const PLUGS: Readonly<Record<'up' | 'down' | 'missing', readonly StyleName[]>> = {
  up: ['green'],
  down: ['yellow'],
  missing: ['yellow'],
};

export function paint(sheet: Sheet, signs: Signs, unicode: boolean): Canvas {
  const canvas = new Canvas(unicode);
  for (const column of sheet.columns) {
    for (const frame of column.frames) paintFrame(canvas, column, frame);
  }
  paintCables(canvas, sheet);
  for (const column of sheet.columns) {
    for (const frame of column.frames) paintRows(canvas, column, frame, signs);
  }
  return canvas;
}

function paintFrame(
  canvas: Canvas,
  { x, width }: SheetColumn,
  { frame, top, bottom }: SheetFrame,
): void {
  const pen = FRAME[frame.place.mark];
  const end = x + width - 1;
  canvas.across(x, end, top, pen);
  canvas.across(x, end, bottom, pen);
  canvas.along(x, top, bottom, pen);
  canvas.along(end, top, bottom, pen);
}

function paintRows(canvas: Canvas, column: SheetColumn, frame: SheetFrame, signs: Signs): void {
  const { title, rows, top } = frame;
  const { x } = column;
  canvas.text(x + 1, top, [{ text: ' ', styles: [] }, ...title, { text: ' ', styles: [] }]);
  rows.forEach((row, index) => {
    const at = textAt(column, frame);
    const after = rows[index + 1];
    paintBar(canvas, at, row, after, signs);
    const indent = row.row.bar ? 3 : 0;
    row.lines.forEach((pieces, line) => canvas.text(at + indent, row.y + line, pieces));
    if (row.row.plug === null) return;
    const plug = [{ text: signs.plug[row.row.plug], styles: PLUGS[row.row.plug] }];
    canvas.text(plugAt(column, frame, row), row.y, plug);
  });
}

function textAt({ x }: SheetColumn, { plugs }: SheetFrame): number {
  return x + 2 + (plugs ? 2 : 0);
}

/** The bar goes on down to the next port, also beside the further lines of this one. */
function paintBar(
  canvas: Canvas,
  x: number,
  { row, y, lines }: SheetRow,
  after: SheetRow | undefined,
  signs: Signs,
): void {
  if (row.bar === null) return;
  const bars = row.bar.dashed ? signs.dashedBar : signs.bar;
  const styles: StyleName[] = row.bar.dashed ? ['yellow'] : ['cyan'];
  canvas.text(x, y, [{ text: bars[row.bar.part], styles }]);
  if (row.bar.part === 'last' || row.bar.part === 'none' || !after) return;
  for (let at = y + 1; at < Math.max(after.y, y + lines.length); at += 1) {
    canvas.text(x, at, [{ text: bars.between, styles }]);
  }
}

function plugAt(column: SheetColumn, frame: SheetFrame, { row, lines, left }: SheetRow): number {
  if (left) return column.x + 2;
  const [first = []] = lines;
  const width = first.reduce((sum, piece) => sum + [...piece.text].length, 0);
  return textAt(column, frame) + (row.bar ? 3 : 0) + width + 1;
}

function penOf({ cable }: SheetCable): Pen {
  if (cable.mark === 'missing') return { styles: ['yellow'], dashed: true };
  if (cable.mark === 'wrong') return { styles: ['red'] };
  return { styles: cable.up ? ['green'] : [], dashed: false };
}

function paintCables(canvas: Canvas, sheet: Sheet): void {
  sheet.columns.forEach((column, index) => {
    const own = sheet.cables.filter(({ from }) => from.column === index);
    column.frames.forEach((frame, at) => {
      const inside = own.filter(({ course, from }) => course === 'inside' && from.frame === at);
      const last = column.x + column.width - 3;
      bracket(canvas, sheet, inside, (track) => last - track);
      void frame;
    });
    const edge = column.x + column.width;
    const beside = own.filter(({ course }) => course === 'column');
    const tracks = bracket(canvas, sheet, beside, (track) => edge + 1 + track);
    const between = own.filter(({ course }) => course === 'between');
    crossOver(canvas, sheet, between, edge + 1 + tracks);
  });
}

/** Where a cable's line begins, and at which height. */
function startOf(sheet: Sheet, end: SheetEnd): { x: number; y: number } {
  const column = sheet.columns[end.column]!;
  const frame = column.frames[end.frame]!;
  const row = frame.rows[end.row]!;
  return { x: plugAt(column, frame, row), y: row.y };
}

/** Cables whose ends leave to the same side: the shorter, the nearer. Returns how many tracks they took. */
function bracket(
  canvas: Canvas,
  sheet: Sheet,
  cables: readonly SheetCable[],
  trackAt: (track: number) => number,
): number {
  const spans = cables
    .map((cable) => ({ cable, from: startOf(sheet, cable.from), to: startOf(sheet, cable.to) }))
    .sort((a, b) => a.to.y - a.from.y - (b.to.y - b.from.y));
  const taken: { from: number; to: number }[][] = [];
  for (const { cable, from, to } of spans) {
    const free = taken.findIndex((track) =>
      track.every((one) => one.to < from.y || one.from > to.y),
    );
    const track = free < 0 ? taken.push([]) - 1 : free;
    taken[track]!.push({ from: from.y, to: to.y });
    line(canvas, from, to, trackAt(track), penOf(cable));
  }
  return taken.length;
}

/**
 * Cables from one column to the next. Those that go down begin with the lowest, those that go up with the
 * highest: then two of them cross only if they have to.
 */
function crossOver(
  canvas: Canvas,
  sheet: Sheet,
  cables: readonly SheetCable[],
  first: number,
): void {
  const spans = cables.map((cable) => ({
    pen: penOf(cable),
    from: startOf(sheet, cable.from),
    to: startOf(sheet, cable.to),
  }));
  const bent = spans.filter(({ from, to }) => from.y !== to.y);
  const down = bent.filter(({ from, to }) => to.y > from.y).sort((a, b) => b.from.y - a.from.y);
  const up = bent.filter(({ from, to }) => to.y < from.y).sort((a, b) => a.from.y - b.from.y);
  for (const { from, to, pen } of spans) {
    if (from.y === to.y) canvas.across(from.x, to.x, from.y, pen);
  }
  [...down, ...up].forEach(({ from, to, pen }, track) =>
    line(canvas, from, to, first + track, pen),
  );
}

function line(
  canvas: Canvas,
  from: { x: number; y: number },
  to: { x: number; y: number },
  track: number,
  pen: Pen,
): void {
  canvas.across(from.x, track, from.y, pen);
  canvas.along(track, from.y, to.y, pen);
  canvas.across(track, to.x, to.y, pen);
}
