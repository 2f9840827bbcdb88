// What the rest of the program may use of map: the model of the picture, and its drawing as text.
import type { Expectation } from '../checks/types.ts';
import type { Language } from '../course/types.ts';
import type { NetworkState } from '../observe/types.ts';
import { drawMap, type DrawMapOptions } from './draw.ts';
import { mapOf } from './model.ts';

export { drawMap, type DrawMapOptions } from './draw.ts';
export { dotOf } from './dot.ts';
export { mermaidOf } from './mermaid.ts';
export { mapOf } from './model.ts';
export { mapNeeds } from './needs.ts';
export type * from './types.ts';

export interface DrawOptions extends DrawMapOptions {
  /** Expectations of the current step: what is missing or wrong of them is drawn so. */
  readonly wanted?: readonly Expectation[];
}

/**
 * Draws what was observed with `mapNeeds(wanted)`, as lines of at most `width` columns. Harmless to a terminal;
 * with `color`, each line closes its own styles.
 */
export function draw(state: NetworkState, options: DrawOptions): string[] {
  const language: Language = options.language ?? 'en';
  return drawMap(mapOf(state, { wanted: options.wanted ?? [], language }), options);
}
