// Finds the other end of each veth cable, where two ends name each other's index, each in its own namespace's numbers,
// and the link that a macvlan or the like sits on, which it names in the same way.
import type { RawLink } from './links.ts';
import type { Link } from './types.ts';

/** Kinds of links that sit on another one, which IFLA_LINK names. */
const STACKED: readonly string[] = ['macvlan', 'macvtap', 'ipvlan', 'vlan'];

/** One end: the namespace (its id) and the link in it. */
interface End {
  readonly namespace: number;
  readonly link: RawLink;
}

/**
 * Gives each namespace's links their peers. A link names its other end by index (`link_index`) and, across
 * namespaces, by its namespace's own number for the other one (`link_netnsid`), which says nothing of
 * which namespace that is. So ends are matched mutually, and where several would fit, a number of a
 * namespace that is known decides: one of `numbers` (id → its numbers → ids), or one that another cable has settled.
 * `complete` says that every namespace was read: then an end that has one choice takes it; else the other must have no
 * other choice either, since its own may not have been seen.
 */
export function withPeers(
  links: ReadonlyMap<number, readonly RawLink[]>,
  complete: boolean,
  numbers: ReadonlyMap<number, ReadonlyMap<number, number>> = new Map(),
): Map<number, Link[]> {
  const ends = [...links].flatMap(([namespace, list]) =>
    list.map((link): End => ({ namespace, link })),
  );
  const settled = new Map(
    [...numbers].flatMap(([namespace, others]) =>
      [...others].map(([number, id]): [string, number] => [`${namespace}/${number}`, id]),
    ),
  );
  const peers = new Map<RawLink, End>();
  for (let changed = true; changed;) {
    changed = false;
    for (const end of ends) {
      if (end.link.peerIndex === null || peers.has(end.link)) continue;
      const other = only(ends, end, peers, settled);
      if (!other || !(complete || only(ends, other, peers, settled) === end)) continue;
      peers.set(end.link, other);
      peers.set(other.link, end);
      settle(settled, end, other);
      settle(settled, other, end);
      changed = true;
    }
  }
  return new Map(
    [...links].map(([namespace, list]) => [
      namespace,
      list.map(({ peerIndex: _index, peerNamespace: _namespace, ...link }, position) => {
        const raw = list[position] as RawLink;
        const peer = peers.get(raw);
        const parent = parentOf(ends, { namespace, link: raw }, settled);
        return {
          ...link,
          peer: peer ? nameOf(peer) : null,
          ...(parent ? { parent: nameOf(parent) } : {}),
        };
      }),
    ]),
  );
}

function nameOf({ namespace, link }: End): NonNullable<Link['peer']> {
  return { namespace, index: link.index, name: link.name };
}

/** The link below, if this one is of a kind that has one: a cable's end below is its other end. */
function parentOf(
  ends: readonly End[],
  end: End,
  settled: ReadonlyMap<string, number>,
): End | undefined {
  if (!STACKED.includes(end.link.kind)) return undefined;
  const namespace = end.link.peerNamespace === null ? end.namespace : settled.get(numberOf(end));
  return ends.find(
    (other) => other.namespace === namespace && other.link.index === end.link.peerIndex,
  );
}

/** The one end that fits; null when there is none or more than one. */
function only(
  ends: readonly End[],
  end: End,
  peers: ReadonlyMap<RawLink, End>,
  settled: ReadonlyMap<string, number>,
): End | null {
  const fitting = ends.filter(
    (other) => fit(end, other) && !peers.has(other.link) && agree(settled, end, other),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function fit(one: End, other: End): boolean {
  if (one.link === other.link || one.link.kind !== 'veth' || other.link.kind !== 'veth')
    return false;
  if (one.link.peerIndex !== other.link.index || other.link.peerIndex !== one.link.index)
    return false;
  const here = one.namespace === other.namespace;
  return (one.link.peerNamespace === null) === here && (other.link.peerNamespace === null) === here;
}

/** Whether what is known of either namespace's numbers allows the match. */
function agree(settled: ReadonlyMap<string, number>, one: End, other: End): boolean {
  const known = settled.get(numberOf(one));
  const back = settled.get(numberOf(other));
  return (
    (known === undefined || known === other.namespace) &&
    (back === undefined || back === one.namespace)
  );
}

function settle(settled: Map<string, number>, one: End, other: End): void {
  if (one.link.peerNamespace !== null) settled.set(numberOf(one), other.namespace);
}

function numberOf(end: End): string {
  return `${end.namespace}/${end.link.peerNamespace ?? 'here'}`;
}
