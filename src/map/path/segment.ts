// Who on a network (a cable, a bridge with what hangs on it) answers to "who has this address", and which way the frame takes there.
import type { Link, Namespace } from '../../observe/types.ts';
import { addressesOf, type Network } from './network.ts';
import type { End, Hop, Packet } from './types.ts';
import type { Walked } from './walk.ts';

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

/** `namespace`: the place that may have the address. */
interface Obstacle extends Missed {
  readonly namespace: Namespace;
}

/** How envelopes of tunnels travel. */
export interface Post {
  /** Sends one, as any other packet. */
  send(from: Namespace, envelope: Packet): Walked;
  /** Hosts that a tunnel has learned of by what came from there. */
  learned(place: string, link: string): readonly string[];
}

/** Sends a frame out of `link` to whoever has the address `next`. More than one may answer: then the first is taken, and `twins` tells it. */
export function ask(
  network: Network,
  namespace: Namespace,
  link: Link,
  next: string,
  post: Post,
): { reached: Reached; twins: number } | Missed {
  const search = new Search(network, next, post);
  search.begin({ namespace, link, hops: [] });
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
  readonly #obstacles: Obstacle[] = [];
  readonly #seen = new Set<string>();
  #branched = false;
  readonly #network: Network;
  readonly #next: string;
  readonly #post: Post;

  constructor(network: Network, next: string, post: Post) {
    this.#network = network;
    this.#next = next;
    this.#post = post;
  }

  begin(frame: Frame): void {
    // What the parent itself sends never reaches what sits on it.
    for (const child of this.#sittingOn(frame))
      if (this.#owns(child)) this.#apart(child.namespace, child.link, frame);
    this.leave(frame, null);
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
    if (link.kind === 'vxlan') return this.#wrap(frame);
    if (link.kind === 'macvlan') return this.#toParent(frame);
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
    for (const child of this.#sittingOn(frame)) this.#arrive(child);
    const bridge = namespace.links.find(({ name }) => name === link.master);
    if (!bridge) {
      if (this.#owns(frame)) this.found.push(frame);
      return;
    }
    if (!bridge.up) return this.#stop('link-down', { ...frame, link: bridge });
    for (const child of this.#sittingOn({ ...frame, link: bridge })) this.#arrive(child);
    if (this.#owns(frame)) {
      const place = this.#network.placeOf(namespace);
      const hop: Hop = { place, what: 'bridge', bridge: bridge.name, in: link.name, out: null };
      this.found.push({ namespace, link: bridge, hops: [...hops, hop] });
    }
    this.leave({ namespace, link: bridge, hops }, link.name);
  }

  /** Into envelopes, to every host that the tunnel knows. */
  #wrap(frame: Frame): void {
    const { namespace, link, hops } = frame;
    const place = this.#network.placeOf(namespace);
    const tunnel = this.#network.tunnel(namespace, link.name);
    if (!tunnel) return this.#stop('kind', frame);
    const { vni, port, local, learns } = tunnel;
    const learned = learns ? this.#post.learned(place, link.name) : [];
    const hosts = [...new Set([...tunnel.hosts, ...learned])];
    if (hosts.length === 0) return this.#stop('no-host', frame);
    if (hosts.length > 1) this.#branched = true;
    for (const destination of hosts) {
      const source = local ?? this.#network.callerOf(namespace, destination);
      const packet: Packet = { source, destination, protocol: 'udp', port };
      const wrap: Hop = { place, what: 'wrap', link: link.name, vni, packet };
      this.#unwrap({ namespace, link, hops: [...hops, wrap] }, packet, vni);
    }
  }

  /** Where the envelope arrives, by its own way. */
  #unwrap({ namespace, link, hops }: Frame, packet: Packet, vni: number): void {
    const sent = this.#post.send(namespace, packet);
    const way = [...hops, ...sent.hops.filter(({ what }) => what !== 'send' && what !== 'receive')];
    const last = way.at(-1);
    if (last?.what === 'end') {
      const { place, why, detail } = last;
      const there = { namespace: sent.namespace, link, hops: way.slice(0, -1) };
      return this.#stop(why, there, { place, link: last.link, detail });
    }
    const other = sent.namespace.links.find(({ name }) => {
      const tunnel = this.#network.tunnel(sent.namespace, name);
      return tunnel?.vni === vni && tunnel.port === packet.port;
    });
    if (!other) {
      const there = { namespace: sent.namespace, link, hops: way };
      return this.#stop('no-tunnel', there, { detail: `${vni}` });
    }
    const place = this.#network.placeOf(sent.namespace);
    const from = sent.packet.source;
    const unwrap: Hop = { place, what: 'unwrap', link: other.name, vni, from };
    this.#arrive({ namespace: sent.namespace, link: other, hops: [...way, unwrap] });
  }

  /** From a macvlan to its neighbours on the same parent, and out by that; never to the parent's own place. */
  #toParent(frame: Frame): void {
    const { namespace, link, hops } = frame;
    const place = this.#network.placeOf(namespace);
    const at = this.#network.byId(link.parent?.namespace);
    const parent = at?.links.find(({ index }) => index === link.parent?.index);
    if (!at || !parent) return this.#stop('kind', frame);
    const toPlace = this.#network.placeOf(at);
    const hop: Hop = { place, what: 'macvlan', link: link.name, toPlace, toLink: parent.name };
    const there: Frame = { namespace: at, link: parent, hops: [...hops, hop] };
    if (!this.#network.isSecluded(namespace, link.name)) {
      for (const child of this.#sittingOn(there)) if (child.link !== link) this.#arrive(child);
    }
    if (this.#owns(there)) this.#apart(at, link, there);
    this.leave(there, null);
  }

  /** Macvlans on a link, with the hop up to each. */
  #sittingOn({ namespace, link, hops }: Frame): Frame[] {
    const place = this.#network.placeOf(namespace);
    return this.#network.sittingOn(namespace, link).map((child): Frame => {
      const ends = { toPlace: this.#network.placeOf(child.namespace), toLink: child.link.name };
      return { ...child, hops: [...hops, { place, what: 'macvlan', link: link.name, ...ends }] };
    });
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

  /** `more`: what is otherwise than the frame says. */
  #stop(why: End, { namespace, link, hops }: Frame, more: Partial<Obstacle> = {}): void {
    const place = this.#network.placeOf(namespace);
    const detail = why === 'kind' ? link.kind : this.#next;
    this.#obstacles.push({ namespace, why, place, link: link.name, detail, hops, ...more });
  }

  /** A macvlan and its parent: one of them, whose place is `holder`, has the address. */
  #apart(holder: Namespace, child: Link, parent: Frame): void {
    const more = { namespace: holder, link: child.name, detail: parent.link.name };
    this.#stop('own-parent', parent, more);
  }

  #owns({ namespace }: Frame): boolean {
    return this.#network.owns(namespace, this.#next);
  }
}
