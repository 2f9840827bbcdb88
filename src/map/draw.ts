// The picture as text.
import type { Language } from '../course/types.ts';
import type { NetworkMap } from './types.ts';

export interface DrawMapOptions {
  /** Columns; 60 or more for a picture that can be read. */
  readonly width: number;
  readonly color: boolean;
  /** false: ASCII only. */
  readonly unicode: boolean;
  /** Default English. */
  readonly language?: Language;
}

export function drawMap(map: NetworkMap, { width }: DrawMapOptions): string[] {
  return map.places
    .flatMap(({ id, links }) => [
      id,
      ...links.map(
        ({ name, addresses }) => `  ${name} ${addresses.map(({ text }) => text).join(' ')}`,
      ),
    ])
    .map((line) => line.slice(0, width));
}
