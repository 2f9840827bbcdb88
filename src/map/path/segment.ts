// Who on a network (a cable, a bridge with what hangs on it) answers to "who has this address", and which way the frame takes there.
import type { Link, Namespace } from '../../observe/types.ts';
import { addressesOf, type Network } from './network.ts';
import type { End, Hop } from './types.ts';

export interface Reached {
  readonly namespace: Namespace;
  /** By which it comes in: a bridge, where the end is a port. */
  readonly link: Link;
  /** Cables and bridges on the way. */
  readonly hops: readonly Hop[];
}

export interface Missed {
  readonly why: End;
  readonly place: string;
  readonly link: string;
  readonly detail: string;
  readonly hops: readonly Hop[];
}

interface Frame {
  readonly namespace: Namespace;
  readonly link: Link;
  readonly hops: readonly Hop[];
}

/** Sends a frame out of `link` to whoever has the address `next`. More than one may answer: then the first is taken, and `twins` tells it. */
export function ask(
  network: Network,
  namespace: Namespace,
  link: Link,
  next: string,
): { reached: Reached; twins: number } | Missed {
  const search = new Search(network, next);
  search.leave({ namespace, link, hops: [] }, null);
  const [reached] = search.found;
  if (reached) return { reached, twins: search.found.length };
  return (
    search.obstacle() ?? {
      why: 'nobody',
      place: network.placeOf(namespace),
      link: link.name,
      detail: next,
      hops: [],
    }
  );
}

class Search {
  readonly found: Reached[] = [];
  readonly #obstacles: (Missed & { readonly namespace: Namespace })[] = [];
  readonly #seen = new Set<string>();
  #branched = false;
  readonly #network: Network;
  readonly #next: string;

  constructor(network: Network, next: string) {
    this.#network = network;
    this.#next = next;
  }

  /** Out of a link: over its cable, or by all ports of a bridge but the one it came in by. */
  leave({ namespace, link, hops }: Frame, from: string | null): void {
    const place = this.#network.placeOf(namespace);
    const ports = namespace.links.filter(({ master }) => master === link.name);
    if (link.kind === 'bridge' || ports.length > 0) {
      if (ports.filter(({ name }) => name !== from).length > 1) this.#branched = true;
      for (const port of ports) {
        if (port.name === from) continue;
        const hop: Hop = { place, what: 'bridge', bridge: link.name, in: from, out: port.name };
        this.cross({ namespace, link: port, hops: [...hops, hop] });
      }
      return;
    }
    this.cross({ namespace, link, hops });
  }

  cross(frame: Frame): void {
    const { namespace, link, hops } = frame;
    const place = this.#network.placeOf(namespace);
    if (!link.up) return this.#stop('link-down', frame);
    if (link.kind === 'ether') return this.#stop('leaves', frame);
    if (link.kind !== 'veth') return this.#stop('kind', frame);
    const other = this.#network.byId(link.peer?.namespace);
    const peer = other?.links.find(({ index }) => index === link.peer?.index);
    if (!other || !peer) return this.#stop('no-peer', frame);
    const toPlace = this.#network.placeOf(other);
    const cable: Hop = { place, what: 'cable', link: link.name, toPlace, toLink: peer.name };
    this.#arrive({ namespace: other, link: peer, hops: [...hops, cable] });
  }

  #arrive(frame: Frame): void {
    const { namespace, link, hops } = frame;
    const key = `${namespace.id} ${link.index}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (!link.up) return this.#stop('link-down', frame);
    const bridge = namespace.links.find(({ name }) => name === link.master);
    if (!bridge) {
      if (this.#network.owns(namespace, this.#next)) this.found.push(frame);
      return;
    }
    if (!bridge.up) return this.#stop('link-down', { ...frame, link: bridge });
    if (this.#network.owns(namespace, this.#next)) {
      const place = this.#network.placeOf(namespace);
      const hop: Hop = { place, what: 'bridge', bridge: bridge.name, in: link.name, out: null };
      this.found.push({ namespace, link: bridge, hops: [...hops, hop] });
    }
    this.leave({ namespace, link: bridge, hops }, link.name);
  }

  /** What stood in the way: of several ways only one to a place that has the address says anything. */
  obstacle(): Missed | undefined {
    const holds = ({ namespace }: { namespace: Namespace }) =>
      namespace.links.some((link) => addressesOf(link).includes(this.#next));
    const [first, ...more] = this.#obstacles;
    return (
      this.#obstacles.find(holds) ?? (more.length === 0 && !this.#branched ? first : undefined)
    );
  }

  #stop(why: End, { namespace, link, hops }: Frame): void {
    const place = this.#network.placeOf(namespace);
    const detail = why === 'kind' ? link.kind : this.#next;
    this.#obstacles.push({ namespace, why, place, link: link.name, detail, hops });
  }
}
