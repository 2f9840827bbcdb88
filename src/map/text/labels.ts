// Where there are too many cables to draw: each end says in words where the other one is.
import type { MapMessages } from '../messages/types.ts';
import type { NetworkMap } from '../types.ts';
import { otherEnd, type Frame } from './rows.ts';
import type { Sheet } from './sheet.ts';
import { inertLine } from '../../ui/inert.ts';

/** More of the width goes to cables than to what they join. */
export function isCrowded({ columns, width }: Sheet): boolean {
  const frames = columns.reduce((sum, column) => sum + column.width, 0);
  return frames < width * 0.6;
}

export function withLabels(
  frames: readonly Frame[],
  map: NetworkMap,
  messages: MapMessages,
): Frame[] {
  return frames.map((frame) => ({
    ...frame,
    rows: frame.rows.map((row) => {
      const far = row.link === null ? null : otherEnd(map, frame.place.id, row.link);
      const place = map.places.find(({ id }) => id === far?.place);
      if (!far || !place) return row;
      const text = inertLine(messages.goesTo(place, far.link));
      return { ...row, tokens: [...row.tokens, [{ text, styles: ['green' as const] }]] };
    }),
  }));
}
