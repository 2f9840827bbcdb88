// The way of a packet from one place to another and back, as the state of the network has it.
import { parsePrefix } from '../../checks/index.ts';
import type { Namespace, NetworkState } from '../../observe/types.ts';
import { addressesOf, Network } from './network.ts';
import { withSizes } from './size.ts';
import type { ToldOf } from './told.ts';
import type { Hop, Leg, Packet, Path } from './types.ts';
import { byName } from '../places.ts';
import { walk, type Walked } from './walk.ts';

export type * from './types.ts';

/** Where a path is to begin and end, read from what a learner typed. */
export interface Ends {
  readonly from: Namespace;
  readonly destination: string;
  /** A TCP connection to this port; null for a ping. */
  readonly port: number | null;
}

/**
 * `to` is an address, or a place of which an address is chosen; with `:PORT`, a TCP connection. Null with the word that
 * means nothing here.
 */
export function endsOf(
  state: NetworkState,
  from: string,
  to: string,
): Ends | { readonly unknown: string } {
  const network = new Network(state, new Map());
  const source = network.named(from);
  if (!source) return { unknown: from };
  const [, word = to, digits] = /^(.*?)(?::(\d{1,5}))?$/.exec(to) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (parsePrefix(word) && !word.includes('/') && word !== 'default') {
    return { from: source, destination: word, port };
  }
  const target = network.named(word);
  const destination = target && addressFor(network, source, target);
  return destination === undefined ? { unknown: to } : { from: source, destination, port };
}

/**
 * Of several addresses of a place, one on a network of the sender; of several of these, or where there is none, the one
 * that it calls others from (of the link of its default route), or else the first.
 */
function addressFor(network: Network, from: Namespace, target: Namespace): string | undefined {
  const outwards = target.routes.find(({ destination }) => destination === 'default')?.dev;
  const addresses = [...target.links]
    .sort(
      (a, b) => Number(b.name === outwards) - Number(a.name === outwards) || byName(a.name, b.name),
    )
    .filter(({ kind }) => kind !== 'loopback')
    .flatMap(addressesOf);
  const near = addresses.find((address) => network.route(from, address)?.route.via === null);
  return near ?? addresses[0];
}

export function pathOf(state: NetworkState, ends: Ends, told: ToldOf): Path {
  const network = new Network(state, told);
  const { from, destination, port } = ends;
  const protocol = port === null ? 'icmp' : 'tcp';
  const packet: Packet = {
    source: network.callerOf(from, destination),
    destination,
    protocol,
    port,
  };
  const there = walk({ network, from, packet });
  const named = { from: network.placeOf(from), to: destination, protocol } as const;
  const leg = { hops: withSizes(network, there.hops), arrives: there.arrives };
  if (!there.arrives) return { ...named, there: leg, back: null };
  const answer: Packet = {
    ...there.packet,
    source: there.packet.destination,
    destination: there.packet.source,
  };
  const back = walk({
    network,
    from: there.namespace,
    packet: answer,
    answers: there,
  });
  return { ...named, there: leg, back: expected(network, back, packet) };
}

/** The answer's way; who gets one from an address that was not asked has nothing that it would belong to. */
function expected(network: Network, back: Walked, asked: Packet): Leg {
  const { packet, namespace, arrives } = back;
  const hops = withSizes(network, back.hops);
  if (!arrives || (packet.source === asked.destination && packet.port === asked.port)) {
    return { hops, arrives };
  }
  const place = network.placeOf(namespace);
  const end = {
    place,
    what: 'end',
    why: 'stranger',
    detail: packet.source,
    link: asked.destination,
  };
  return { hops: [...hops.slice(0, -1), end as Hop], arrives: false };
}
