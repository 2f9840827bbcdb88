// Frames as boxes in px: where each row stands, and at which edge its cable leaves.
import { columnsOf, intoColumns } from '../text/columns.ts';
import { flow, lineWidth } from '../text/flow.ts';
import type { Piece } from '../text/canvas.ts';
import type { Frame, Row } from '../text/rows.ts';
import { widthOf } from '../../ui/layout.ts';
import type { MapCable, MapEnd, NetworkMap } from '../types.ts';
import { FONT } from './theme.ts';

export interface BoxRow {
  readonly row: Row;
  readonly pieces: readonly Piece[];
  /** Middle of the row, from the box's top. */
  readonly y: number;
  readonly side: 'left' | 'right' | null;
  /** Ends of the text, from the box's left. */
  readonly from: number;
  readonly to: number;
}

export interface Box {
  readonly id: string;
  readonly frame: Frame;
  readonly rows: readonly BoxRow[];
  readonly width: number;
  readonly height: number;
}

/** A cable between two boxes, from the one nearer to the machine, or within one. */
export interface BoxCable {
  readonly cable: MapCable;
  readonly from: MapEnd;
  readonly to: MapEnd;
}

const PAD = 16;
const HEAD = 34;
/** A bridge's bar with its stub. */
const BAR = 26;
/** Longest row in columns; more goes on below. */
const LONGEST = 48;
const MANY = 99;

export function boxesOf(
  frames: readonly Frame[],
  map: NetworkMap,
): { boxes: Box[]; cables: BoxCable[] } {
  const levels = columnsOf(map, MANY);
  const sorted = intoColumns(frames, map, levels).flatMap((column) => column.frames);
  const order = sorted.map(({ place }) => place.id);
  const cables = map.cables.map((cable): BoxCable => {
    const [a, b] = cable.ends;
    const first = order.indexOf(a.place) <= order.indexOf(b.place);
    return { cable, from: first ? a : b, to: first ? b : a };
  });
  return { boxes: sorted.map((frame) => boxOf(frame, cables)), cables };
}

function boxOf(frame: Frame, cables: readonly BoxCable[]): Box {
  const { id } = frame.place;
  const inner = cables.filter(
    ({ from, to }) => from.place === to.place && from.place === id,
  ).length;
  let y = HEAD;
  const rows = frame.rows.flatMap((row): BoxRow[] => {
    const indent = PAD + (row.bar ? BAR : 0);
    return flow(row.tokens, LONGEST, row.link === null ? 1 : 2).map((pieces, line) => {
      y += FONT.row;
      const width = pieces.reduce((sum, { text }) => sum + widthOf(text), 0) * FONT.column;
      const own = line === 0 ? row : { ...row, link: null, plug: null };
      return {
        row: own,
        pieces,
        y: y - FONT.row / 2,
        side: sideOf(id, own, cables),
        from: indent,
        to: indent + width,
      };
    });
  });
  const title = lineWidth(frame.title) * FONT.title * 0.62;
  const room = inner > 0 ? 24 + inner * 10 : 0;
  const widest = Math.max(
    title + PAD,
    ...rows.map(({ to, side }) => to + (side === null ? 0 : 26)),
  );
  return { id, frame, rows, width: Math.ceil(widest + PAD + room), height: y + PAD - 4 };
}

function sideOf(place: string, { link }: Row, cables: readonly BoxCable[]): BoxRow['side'] {
  const at = (end: MapEnd) => end.place === place && end.link === link;
  if (cables.some(({ from }) => at(from))) return 'right';
  const arriving = cables.find(({ to }) => at(to));
  if (!arriving) return null;
  return arriving.from.place === place ? 'right' : 'left';
}
