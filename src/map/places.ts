// Namespaces → the places of the picture: how each is called, in which order they stand, what of each is shown.
import type { Link, Namespace, NetworkState, Route } from '../observe/types.ts';
import { natOf } from './nat.ts';
import type { Draft, MapLink, MapPlace, MapRoute } from './types.ts';

/** The lab machine's own outside world (machine/files/usr/local/lib/bridge-labs/outside). */
const OUTSIDE = ['host2', 'internet'];

export function byName(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}

/** What a namespace is called in the picture; null where it has no name at all. */
function nameOf(namespace: Namespace): string | null {
  if (namespace.host) return 'host';
  const [container] = [...namespace.containers].sort(byName);
  if (container !== undefined) return `container:${container}`;
  return [...namespace.names].sort(byName)[0] ?? null;
}

/** Each namespace's id in the picture. Those without a name are numbered in the order of what is in them. */
export function idsOf(state: NetworkState): Map<number, string> {
  const nameless = state.namespaces
    .filter((namespace) => nameOf(namespace) === null)
    .sort((a, b) => byName(looks(a), looks(b)));
  return new Map(
    state.namespaces.map((namespace) => [
      namespace.id,
      nameOf(namespace) ?? `namespace:${nameless.indexOf(namespace) + 1}`,
    ]),
  );
}

function looks({ links }: Namespace): string {
  return links.map((link) => `${link.name} ${link.addresses.map((a) => a.address).join()}`).join();
}

export function placeOf(
  namespace: Namespace,
  state: NetworkState,
  ids: ReadonlyMap<number, string>,
): Draft<MapPlace> {
  const id = ids.get(namespace.id) ?? '';
  return {
    id,
    kind: kindOf(namespace),
    mark: 'ok',
    containers: [...namespace.containers].sort(byName),
    names: [...namespace.names].sort(byName).map((text) => ({ text, mark: 'ok' })),
    links: namespace.links
      .filter(({ kind }) => kind !== 'loopback')
      .map((link) => linkOf(link, ids)),
    routes: namespace.routes.filter(leadsOn).map(routeOf),
    forwarding: namespace.ipForward === null ? null : { on: namespace.ipForward, mark: 'ok' },
    nat: natOf(namespace, state, ids),
  };
}

function kindOf({ host, containers, names }: Namespace): MapPlace['kind'] {
  if (host) return 'host';
  if (containers.length > 0) return 'container';
  return names.some((name) => OUTSIDE.includes(name)) ? 'outside' : 'namespace';
}

function linkOf(link: Link, ids: ReadonlyMap<number, string>): Draft<MapLink> {
  const { vni, parent } = link;
  return {
    name: link.name,
    kind: link.kind,
    up: link.up,
    mark: 'ok',
    addresses: link.addresses
      .filter(({ family, address }) => family === 'inet' || !/^fe[89ab]/i.test(address))
      .map(({ address, prefixLength }) => ({ text: `${address}/${prefixLength}`, mark: 'ok' })),
    master: link.master,
    ...(vni === undefined ? {} : { vni }),
    ...(parent && { parent: { place: ids.get(parent.namespace) ?? '', link: parent.name } }),
    wants: {},
  };
}

/** Through a router, or to everywhere. */
function leadsOn({ via, destination, flags }: Route): boolean {
  const ours = !destination.includes(':') && !flags.some((flag) => NOT_SHOWN.has(flag));
  return ours && (via !== null || destination === 'default');
}

const NOT_SHOWN = new Set(['broadcast', 'local', 'multicast', 'anycast']);

function routeOf({ destination, via, dev }: Route): Draft<MapRoute> {
  return { destination, via, dev: dev === '' ? null : dev, mark: 'ok' };
}

const RANKS: readonly MapPlace['kind'][] = ['host', 'container', 'namespace', 'outside'];

export function inOrder(places: Draft<MapPlace>[]): Draft<MapPlace>[] {
  const rank = ({ kind }: Draft<MapPlace>) => RANKS.indexOf(kind);
  const sorted = places.sort((a, b) => rank(a) - rank(b) || byName(a.id, b.id));
  for (const place of sorted) place.links = withPorts(place.links);
  return sorted;
}

/** By name, `docker0` before other bridges; each bridge followed by its ports. */
function withPorts(links: Draft<MapLink>[]): Draft<MapLink>[] {
  const first = (link: Draft<MapLink>) => (link.name === 'docker0' ? 0 : 1);
  const sorted = links.sort((a, b) => first(a) - first(b) || byName(a.name, b.name));
  const names = new Set(sorted.map(({ name }) => name));
  const isPort = ({ master }: Draft<MapLink>) => master !== null && names.has(master);
  return sorted
    .filter((link) => !isPort(link))
    .flatMap((link) => [link, ...sorted.filter(({ master }) => master === link.name)]);
}
