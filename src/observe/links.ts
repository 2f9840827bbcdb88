// Links, addresses, routes, neighbours and forwarding out of `ip -d -j -batch` (iproute2; ip-link(8), ip-route(8)).
import { asNumber, asObject, asObjects, asString, asStrings, jsonLines } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Address, Link, Neighbour, Route } from './types.ts';

/** A link before the other end of its cable is known. */
export interface RawLink extends Omit<Link, 'peer' | 'parent'> {
  /** ifindex of the other end, or of the link below, in the namespace that `peerNamespace` stands for. */
  readonly peerIndex: number | null;
  /** This namespace's own number for the other one (RTM_GETNSID); null when the other end is here too. */
  readonly peerNamespace: number | null;
}

export interface RawNamespace {
  readonly links: readonly RawLink[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  readonly ipForward: boolean | null;
  /** This namespace's numbers for others that have a name under /run/netns (RTM_GETNSID) → that name. */
  readonly numbers: ReadonlyMap<number, string>;
}

/**
 * Reads the arrays; null when they are not all there, so that nobody takes an unread part for an empty one. The fifth,
 * the namespace's numbers for others, helps where it is there.
 */
export function parseAddresses(text: string): RawNamespace | null {
  const lists = jsonLines(text);
  if (lists.length < 4 || lists.length > 5 || !lists.every(Array.isArray)) return null;
  const [links, routes, neighbours, settings, numbers = []] = lists;
  const all = asObjects(settings).find(
    (entry) => entry.family === 'inet' && entry.interface === 'all',
  );
  // Where the other end is in the same namespace, ip tells its name in place of its index.
  const entries = asObjects(links);
  const indexes = new Map(entries.map((entry) => [entry.ifname, entry.ifindex]));
  return {
    links: entries.flatMap((entry) => linkOf({ link_index: indexes.get(entry.link), ...entry })),
    routes: asObjects(routes).flatMap(routesOf),
    neighbours: asObjects(neighbours).flatMap(neighbourOf),
    ipForward: typeof all?.forwarding === 'boolean' ? all.forwarding : null,
    numbers: new Map(asObjects(numbers).flatMap(numberOf)),
  };
}

function numberOf(entry: JsonObject): [number, string][] {
  const number = asNumber(entry.nsid);
  const name = asString(entry.name);
  return number === null || name === null ? [] : [[number, name]];
}

function linkOf(entry: JsonObject): RawLink[] {
  const index = asNumber(entry.ifindex);
  const name = asString(entry.ifname);
  if (index === null || name === null) return [];
  const { info_kind, info_data, info_slave_data } = asObject(entry.linkinfo);
  const kind = asString(info_kind);
  const { hairpin } = asObject(info_slave_data);
  const vni = kind === 'vxlan' ? asNumber(asObject(info_data).id) : null;
  return [
    {
      index,
      name,
      kind: kind ?? (entry.link_type === 'loopback' ? 'loopback' : 'ether'),
      up: asStrings(entry.flags).includes('UP'),
      operState: asString(entry.operstate) ?? 'UNKNOWN',
      mac: asString(entry.address) ?? '',
      mtu: asNumber(entry.mtu) ?? 0,
      master: asString(entry.master),
      peerIndex: asNumber(entry.link_index),
      peerNamespace: asNumber(entry.link_netnsid),
      ...(hairpin === true ? { hairpin } : {}),
      ...(vni === null ? {} : { vni }),
      addresses: asObjects(entry.addr_info).flatMap(addressOf),
    },
  ];
}

function addressOf(entry: JsonObject): Address[] {
  const { family } = entry;
  const address = asString(entry.local);
  const prefixLength = asNumber(entry.prefixlen);
  if ((family !== 'inet' && family !== 'inet6') || address === null || prefixLength === null)
    return [];
  return [{ family, address, prefixLength }];
}

function routesOf(entry: JsonObject): Route[] {
  const destination = asString(entry.dst);
  if (destination === null) return [];
  const kind = asString(entry.type) ?? 'unicast';
  const common = {
    destination,
    source: asString(entry.prefsrc),
    metric: asNumber(entry.metric) ?? 0,
    flags: [...asStrings(entry.flags), ...(kind === 'unicast' ? [] : [kind])],
  };
  const ways = asObjects(entry.nexthops);
  return (ways.length > 0 ? ways : [entry]).map((way) => ({
    ...common,
    via: asString(way.gateway) ?? asString(asObject(way.via).host),
    dev: asString(way.dev) ?? '',
  }));
}

function neighbourOf(entry: JsonObject): Neighbour[] {
  const address = asString(entry.dst);
  const dev = asString(entry.dev);
  if (address === null || dev === null) return [];
  return [
    {
      address,
      dev,
      mac: asString(entry.lladdr),
      state: asStrings(entry.state)[0] ?? asString(entry.state) ?? 'NONE',
    },
  ];
}
