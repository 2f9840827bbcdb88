// Which frame stands in which column: the machine first, then by how many cables away a place is, as far as the width allows.
import type { NetworkMap } from '../types.ts';
import type { Frame, Row } from './rows.ts';

/** Ids of places → their column, 0 for the machine's. `most`: as many columns as may be. */
export function columnsOf(map: NetworkMap, most: number): Map<string, number> {
  const distance = new Map<string, number>([['host', 0]]);
  for (const [id, far] of distance) {
    for (const { ends } of map.cables) {
      const at = ends.findIndex(({ place }) => place === id);
      const other = at < 0 ? undefined : ends[at === 0 ? 1 : 0].place;
      if (other !== undefined && !distance.has(other)) distance.set(other, far + 1);
    }
  }
  return new Map(map.places.map(({ id }) => [id, Math.min(distance.get(id) ?? 1, most - 1)]));
}

export interface Column {
  readonly frames: readonly Frame[];
}

/**
 * Frames by column, each in the order in which their cables arrive from the column before, so that few cross.
 * Ports of a bridge are put in an order that lets cables to the same place stay together.
 */
export function intoColumns(
  frames: readonly Frame[],
  map: NetworkMap,
  places: ReadonlyMap<string, number>,
): Column[] {
  const count = Math.max(0, ...places.values()) + 1;
  const columns: Column[] = [];
  for (let index = 0; index < count; index += 1) {
    const own = frames.filter(({ place }) => places.get(place.id) === index);
    const before = columns[index - 1];
    const sorted = before ? byArrival(own, before, map) : own;
    columns.push({ frames: sorted.map((frame) => withPortsInOrder(frame, map)) });
  }
  return columns;
}

function byArrival(own: readonly Frame[], before: Column, map: NetworkMap): Frame[] {
  const ends = before.frames.flatMap(({ place, rows }) =>
    rows.flatMap(({ link }) => (link === null ? [] : [`${place.id} ${link}`])),
  );
  const first = (frame: Frame): number => {
    const at = map.cables.flatMap(({ ends: [a, b] }) => {
      if (a.place === frame.place.id) return ends.indexOf(`${b.place} ${b.link}`);
      return b.place === frame.place.id ? ends.indexOf(`${a.place} ${a.link}`) : -1;
    });
    const there = at.filter((position) => position >= 0);
    // What hangs on nothing in that column stands before the outside world, which comes last.
    if (there.length > 0 && frame.place.kind !== 'outside') return Math.min(...there);
    return frame.place.kind === 'outside' ? 2000 + Math.min(...there, 999) : 1000;
  };
  return [...own].sort((a, b) => first(a) - first(b));
}

/** In each bridge: cables to places that other bridges above lead to first, to those of bridges below last. */
function withPortsInOrder(frame: Frame, map: NetworkMap): Frame {
  const bridges: number[] = [];
  let bridge = -1;
  for (const { bar } of frame.rows) {
    if (bar?.part === 'head') bridge += 1;
    bridges.push(bridge);
  }
  const far = frame.rows.map((row) => farPlace(frame, row, map));
  const key = (index: number): number => {
    const others = bridges.filter((_, at) => far[at] !== null && far[at] === far[index]);
    if (Math.min(...others) < bridges[index]!) return 0;
    return Math.max(...others) > bridges[index]! ? 2 : 1;
  };
  const rows = [...frame.rows];
  for (let start = 0; start < rows.length; start += 1) {
    let end = start;
    while (isPort(frame.rows[end])) end += 1;
    if (end - start < 2) continue;
    const order = Array.from({ length: end - start }, (_, at) => start + at).sort(
      (a, b) =>
        key(a) - key(b) || (far[a] ?? '').localeCompare(far[b] ?? '', 'en', { numeric: true }),
    );
    order.forEach((from, at) => {
      const row = frame.rows[from]!;
      const part = at === order.length - 1 ? 'last' : 'port';
      rows[start + at] = { ...row, bar: row.bar && { ...row.bar, part } };
    });
    start = end;
  }
  return { ...frame, rows };
}

function isPort(row: Row | undefined): boolean {
  return row?.bar?.part === 'port' || row?.bar?.part === 'last';
}

function farPlace({ place }: Frame, { link }: Row, map: NetworkMap): string | null {
  for (const { ends } of map.cables) {
    const at = ends.findIndex((end) => end.place === place.id && end.link === link);
    if (at >= 0) return ends[at === 0 ? 1 : 0].place;
  }
  return null;
}
