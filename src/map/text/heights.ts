// Rows of neighbouring columns, brought to the same height where a cable joins them, as far as their order and the room allow.

/** Something that stands in a column. */
export interface Node {
  /** Rows that it takes. */
  readonly size: number;
  /** Stands right above what follows it (a frame's top, a bridge above its ports), not right below what it follows. */
  readonly tight: boolean;
  readonly set: (y: number) => void;
}

/** Rows that straight cables are worth, past the limit. */
const STRETCH = 2;

/** `chains`: the columns from top to bottom; `pairs`: what would best stand at the same height; `limit`: rows of all. */
export function heights(
  chains: readonly (readonly Node[])[],
  pairs: readonly (readonly [Node, Node])[],
  limit: number,
): void {
  const kept: (readonly [Node, Node])[] = [];
  let best = solve(chains, []) ?? new Map<Node, number>();
  const most = Math.max(limit, bottom(best) + STRETCH);
  for (const pair of pairs) {
    const tried = solve(chains, [...kept, pair]);
    if (tried === null || bottom(tried) > most) continue;
    kept.push(pair);
    best = tried;
  }
  const fixed = new Set(kept.flat());
  for (const chain of chains) {
    pullDown(chain, best, fixed);
    for (const node of chain) node.set(best.get(node) ?? 0);
  }
}

function bottom(found: ReadonlyMap<Node, number>): number {
  return Math.max(0, ...[...found].map(([node, y]) => y + node.size));
}

/** The least heights that satisfy all; null when the order of two columns contradicts the pairs. */
function solve(
  chains: readonly (readonly Node[])[],
  pairs: readonly (readonly [Node, Node])[],
): Map<Node, number> | null {
  const found = new Map<Node, number>();
  for (let round = 0; round <= pairs.length + 1; round += 1) {
    for (const chain of chains) {
      let least = 0;
      for (const node of chain) {
        least = Math.max(least, found.get(node) ?? 0);
        found.set(node, least);
        least += node.size;
      }
    }
    let changed = false;
    for (const [one, other] of pairs) {
      const [a, b] = [found.get(one) ?? 0, found.get(other) ?? 0];
      if (a === b) continue;
      changed = true;
      found.set(one, Math.max(a, b));
      found.set(other, Math.max(a, b));
    }
    if (!changed) return found;
  }
  return null;
}

/** What belongs to the thing below it follows it down; the first of the sheet stays at the top. */
function pullDown(
  chain: readonly Node[],
  found: Map<Node, number>,
  fixed: ReadonlySet<Node>,
): void {
  for (let at = chain.length - 2; at >= 0; at -= 1) {
    const [node, next] = [chain[at]!, chain[at + 1]!];
    const y = found.get(next)! - node.size;
    if (node.tight && !fixed.has(node) && y > found.get(node)!) found.set(node, y);
  }
}
