// Which hops of a way are those of an envelope that the packet is in.
import type { Hop } from './types.ts';

/** Of each hop, whether it stands between a `wrap` and its `unwrap`: what happens there happens to the envelope. */
export function inEnvelopes(hops: readonly Hop[]): boolean[] {
  let depth = 0;
  return hops.map(({ what }) => {
    if (what === 'unwrap') depth -= 1;
    const inside = depth > 0;
    if (what === 'wrap') depth += 1;
    return inside;
  });
}
