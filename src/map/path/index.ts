// The way of a packet from one place to another and back, as the state of the network has it.
import { parsePrefix } from '../../checks/index.ts';
import type { Namespace, NetworkState } from '../../observe/types.ts';
import { addressesOf, Network } from './network.ts';
import type { Packet, Path } from './types.ts';
import { byName } from '../places.ts';
import { walk } from './walk.ts';

export type * from './types.ts';

export interface PathOptions {
  /** net.bridge.bridge-nf-call-iptables is 1. */
  readonly bridgesFilter: boolean;
}

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
  const network = new Network(state, false);
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

/** Of several addresses of a place, the one on a network of the sender, or else the first. */
function addressFor(network: Network, from: Namespace, target: Namespace): string | undefined {
  const addresses = [...target.links]
    .sort((a, b) => byName(a.name, b.name))
    .filter(({ kind }) => kind !== 'loopback')
    .flatMap(addressesOf);
  const near = addresses.find((address) => network.route(from, address)?.route.via === null);
  return near ?? addresses[0];
}

export function pathOf(state: NetworkState, ends: Ends, options: PathOptions): Path {
  const network = new Network(state, options.bridgesFilter);
  const { from, destination, port } = ends;
  const protocol = port === null ? 'icmp' : 'tcp';
  const packet: Packet = {
    source: sourceOf(network, from, destination),
    destination,
    protocol,
    port,
  };
  const there = walk({ network, from, packet });
  const named = { from: network.placeOf(from), to: destination, protocol } as const;
  const leg = { hops: there.hops, arrives: there.arrives };
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
    remembered: there.changed,
  });
  return { ...named, there: leg, back: { hops: back.hops, arrives: back.arrives } };
}

function sourceOf(network: Network, from: Namespace, destination: string): string {
  if (network.owns(from, destination)) return destination;
  const found = network.route(from, destination);
  const address = found && network.sourceFor(from, found.route);
  return address ?? from.links.flatMap(addressesOf)[0] ?? '0.0.0.0';
}
