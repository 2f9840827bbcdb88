// Where everything stands on the sheet: widths of columns, rows' places in them, and how each cable runs.
import type { MapCable, NetworkMap } from '../types.ts';
import { columnsOf, intoColumns, type Column } from './columns.ts';
import type { Piece } from './canvas.ts';
import { flow, lineWidth, tokenWidth } from './flow.ts';
import { heights, type Node } from './heights.ts';
import type { Frame, Row } from './rows.ts';

/** An end of a cable: a row of a frame. */
export interface SheetEnd {
  readonly column: number;
  readonly frame: number;
  readonly row: number;
}

export interface SheetCable {
  readonly cable: MapCable;
  /** The one in the left column first, else the upper one. */
  readonly from: SheetEnd;
  readonly to: SheetEnd;
  /** `inside` a frame, beside a `column`, or `between` two neighbouring ones; `far`: cannot be drawn. */
  readonly course: 'inside' | 'column' | 'between' | 'far';
}

export interface SheetRow {
  readonly row: Row;
  readonly lines: readonly Piece[][];
  readonly left: boolean;
  readonly right: boolean;
  y: number;
}

export interface SheetFrame {
  readonly frame: Frame;
  readonly title: readonly Piece[];
  readonly rows: readonly SheetRow[];
  /** Rows have a plug at their left. */
  readonly plugs: boolean;
  top: number;
  bottom: number;
}

export interface SheetColumn {
  readonly x: number;
  readonly width: number;
  readonly frames: readonly SheetFrame[];
}

export interface Sheet {
  readonly columns: readonly SheetColumn[];
  readonly cables: readonly SheetCable[];
  readonly width: number;
}

/** Frame and a space at both sides. */
const EDGES = 4;
/** ` ●` at the right, `● ` at the left. */
const PLUG = 2;
const BAR = 3;
/** Between columns: a space at both sides of the tracks, and a bit of cable to see. */
const CHANNEL = 5;
const WIDER = 4;
/** A link with much to say may take a second line instead. */
const ENOUGH = 30;
const TOO_MUCH = 40;
const MOST_COLUMNS = 6;

/** `height`: rows that may be used freely to let cables run straight. */
export function sheetOf(
  frames: readonly Frame[],
  map: NetworkMap,
  width: number,
  height: number,
): Sheet {
  for (let most = MOST_COLUMNS; ; most -= 1) {
    const places = columnsOf(map, most);
    const columns = intoColumns(frames, map, places);
    // Fewer would be the same.
    if (columns.length < most && most > 1 && columns.length > 1) most = columns.length;
    const cables = cablesOf(map, columns);
    const plan = measure(columns, cables);
    const spare = width - plan.reduce((sum, { fit, channel }) => sum + fit + channel, 0);
    if (spare < 0 && most > 1 && columns.length > 1) continue;
    return place(columns, cables, widths(plan, width), height);
  }
}

interface Measure {
  /** Columns in which each link stands on one line, if that is not too much to ask. */
  readonly fit: number;
  /** In which it does, but for those with very much to say. */
  readonly links: number;
  /** The same for all rows. */
  readonly full: number;
  /** Beside it, at the right. */
  readonly channel: number;
}

function measure(columns: readonly Column[], cables: readonly SheetCable[]): Measure[] {
  return columns.map(({ frames }, column) => {
    const sizes = frames.map((frame, index) => {
      const own = cables.filter(({ from, to }) =>
        [from, to].some((end) => isAt(end, column, index)),
      );
      const inner = own.filter(({ course }) => course === 'inside').length;
      const plugs = own.some(({ course, to }) => course === 'between' && isAt(to, column, index));
      const rest = EDGES + (plugs ? PLUG : 0) + (inner > 0 ? inner + 1 : 0);
      const rowWidth = (row: Row) =>
        (row.bar ? BAR : 0) + lineWidth(row.tokens) + (row.plug === null ? 0 : PLUG);
      const linkRows = frame.rows.filter(({ link }) => link !== null).map(rowWidth);
      const words = frame.rows.flatMap(({ tokens }) => tokens.map(tokenWidth));
      const title = lineWidth(frame.title) + 2;
      return {
        fit: rest + Math.max(title, ...linkRows.map((one) => Math.min(one, ENOUGH)), ...words),
        links:
          rest +
          Math.max(title, ...linkRows.map((one) => (one > TOO_MUCH ? ENOUGH : one)), ...words),
        full: rest + Math.max(title, ...frame.rows.map(rowWidth)),
      };
    });
    return {
      fit: Math.max(...sizes.map(({ fit }) => fit)),
      links: Math.max(...sizes.map(({ links }) => links)),
      full: Math.max(...sizes.map(({ full }) => full)),
      channel: channelOf(columns, cables, column),
    };
  });
}

function channelOf(
  columns: readonly Column[],
  cables: readonly SheetCable[],
  column: number,
): number {
  const beside = cables.filter(
    ({ course, from }) => course === 'column' && from.column === column,
  ).length;
  if (column === columns.length - 1) return beside === 0 ? 0 : beside + 1;
  const between = cables.filter(
    ({ course, from }) => course === 'between' && from.column === column,
  ).length;
  return Math.max(CHANNEL, beside + Math.min(between, 3) + 2);
}

function isAt(end: SheetEnd, column: number, frame: number): boolean {
  return end.column === column && end.frame === frame;
}

/** What is left over goes to links that would be broken, then to other rows, a column as much as the other, then to the space between. */
function widths(plan: readonly Measure[], width: number): { width: number; channel: number }[] {
  let spare = width - plan.reduce((sum, { fit, channel }) => sum + fit + channel, 0);
  const sizes = plan.map(({ fit, channel }) => ({
    width: Math.min(fit, width - channel),
    channel,
  }));
  const grow = (wants: (index: number) => boolean, add: (index: number) => void): void => {
    for (let grown = true; grown && spare > 0;) {
      grown = false;
      for (const index of plan.keys()) {
        if (spare <= 0 || !wants(index)) continue;
        add(index);
        spare -= 1;
        grown = true;
      }
    }
  };
  for (const aim of ['links', 'full'] as const) {
    grow(
      (index) => sizes[index]!.width < plan[index]![aim],
      (index) => (sizes[index]!.width += 1),
    );
  }
  grow(
    (index) => index < plan.length - 1 && sizes[index]!.channel < plan[index]!.channel + WIDER,
    (index) => (sizes[index]!.channel += 1),
  );
  return sizes;
}

function cablesOf(map: NetworkMap, columns: readonly Column[]): SheetCable[] {
  const find = (place: string, link: string): SheetEnd | null => {
    for (const [column, { frames }] of columns.entries()) {
      const frame = frames.findIndex((one) => one.place.id === place);
      const row = frames[frame]?.rows.findIndex((one) => one.link === link) ?? -1;
      if (row >= 0) return { column, frame, row };
    }
    return null;
  };
  return map.cables.flatMap((cable) => {
    const [a, b] = cable.ends.map(({ place, link }) => find(place, link));
    if (!a || !b) return [];
    const [from, to] = [a, b].sort(
      (one, two) => one.column - two.column || one.frame - two.frame || one.row - two.row,
    ) as [SheetEnd, SheetEnd];
    const apart = to.column - from.column;
    const course =
      apart === 1 ? 'between' : apart > 1 ? 'far' : from.frame === to.frame ? 'inside' : 'column';
    return [{ cable, from, to, course }];
  });
}

function place(
  columns: readonly Column[],
  cables: readonly SheetCable[],
  sizes: readonly { width: number; channel: number }[],
  height: number,
): Sheet {
  let x = 0;
  const placed = columns.map(({ frames }, column): SheetColumn => {
    const { width, channel } = sizes[column]!;
    const at = x;
    x += width + channel;
    return {
      x: at,
      width,
      frames: frames.map((frame, index) => fill(frame, { column, frame: index }, cables, width)),
    };
  });
  settle(placed, cables, height);
  return { columns: placed, cables, width: x };
}

function fill(
  frame: Frame,
  at: { column: number; frame: number },
  cables: readonly SheetCable[],
  width: number,
): SheetFrame {
  const own = cables.filter(({ from, to }) =>
    [from, to].some((end) => isAt(end, at.column, at.frame)),
  );
  const inner = own.filter(({ course }) => course === 'inside').length;
  const leftEnds = own.filter(
    ({ course, to }) => course === 'between' && isAt(to, at.column, at.frame),
  );
  const plugs = leftEnds.length > 0;
  const room = width - EDGES - (plugs ? PLUG : 0) - (inner > 0 ? inner + 1 : 0);
  const rows = frame.rows.map((row, index): SheetRow => {
    const left = leftEnds.some(({ to }) => to.row === index);
    const right = row.plug !== null && !left;
    const space = room - (row.bar ? BAR : 0) - (right ? PLUG : 0);
    // Links are read in columns, sentences are not.
    return { row, lines: flow(row.tokens, space, row.link === null ? 1 : 2), left, right, y: 0 };
  });
  return { frame, title: flow(frame.title, width - 6, 1)[0] ?? [], rows, plugs, top: 0, bottom: 0 };
}

/** Puts rows so that as many cables as may be run straight. */
function settle(
  columns: readonly SheetColumn[],
  cables: readonly SheetCable[],
  height: number,
): void {
  const chains = columns.map(({ frames }) =>
    frames.flatMap((frame): Node[] => [
      { size: 1, tight: true, set: (y) => (frame.top = y) },
      ...frame.rows.map((line, index): Node => ({
        size: line.lines.length,
        tight: line.row.bar?.part === 'head' || index < firstLeft(frame),
        set: (y) => (line.y = y),
      })),
      { size: 1, tight: false, set: (y) => (frame.bottom = y) },
    ]),
  );
  const nodeOf = ({ column, frame, row }: SheetEnd): Node => {
    const before = columns[column]!.frames.slice(0, frame).reduce(
      (sum, { rows }) => sum + rows.length + 2,
      0,
    );
    return chains[column]![before + 1 + row]!;
  };
  const pairs = cables
    .filter(({ course }) => course === 'between')
    .sort(
      (a, b) =>
        a.from.column - b.from.column || a.from.frame - b.from.frame || a.from.row - b.from.row,
    )
    .map(({ from, to }): [Node, Node] => [nodeOf(from), nodeOf(to)]);
  heights(chains, pairs, height);
}

/** What stands above the first cable from the left follows it down; 0 where none comes. */
function firstLeft({ rows }: SheetFrame): number {
  return Math.max(
    0,
    rows.findIndex(({ left }) => left),
  );
}
