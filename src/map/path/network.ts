// What a packet meets: namespaces with their addresses, the routes of each, and who answers on a network.
import { contains, parsePrefix } from '../../checks/index.ts';
import type { Link, Namespace, NetworkState, Route } from '../../observe/types.ts';
import { idsOf } from '../places.ts';
import type { Told, ToldOf, Tunnel } from './told.ts';

export class Network {
  readonly state: NetworkState;
  readonly #told: ToldOf;
  readonly #ids: ReadonlyMap<number, string>;

  constructor(state: NetworkState, told: ToldOf) {
    this.state = state;
    this.#told = told;
    this.#ids = idsOf(state);
  }

  placeOf({ id }: Namespace): string {
    return this.#ids.get(id) ?? '';
  }

  /** Undefined where it was not asked. */
  toldOf({ id }: Namespace): Told | undefined {
    return this.#told.get(id);
  }

  /** Null for what is none, and where it was not told. */
  tunnel({ id }: Namespace, link: string): Tunnel | null {
    return this.#told.get(id)?.tunnels.get(link) ?? null;
  }

  /** Whether a macvlan does not reach its neighbours. */
  isSecluded({ id }: Namespace, link: string): boolean {
    return this.#told.get(id)?.secluded.has(link) === true;
  }

  /** Macvlans on a link, in any place. */
  sittingOn({ id }: Namespace, { index }: Link): { namespace: Namespace; link: Link }[] {
    return this.state.namespaces.flatMap((namespace) =>
      namespace.links.flatMap((link) =>
        link.kind === 'macvlan' && link.parent?.namespace === id && link.parent.index === index
          ? [{ namespace, link }]
          : [],
      ),
    );
  }

  at(place: string): Namespace | undefined {
    return this.state.namespaces.find((one) => this.placeOf(one) === place);
  }

  mtuOf(place: string, link: string): number | null {
    return this.at(place)?.links.find(({ name }) => name === link)?.mtu ?? null;
  }

  byId(id: number | undefined): Namespace | undefined {
    return this.state.namespaces.find((one) => one.id === id);
  }

  /** A namespace as a learner names it: `host`, a container, a name under /run/netns. */
  named(name: string): Namespace | undefined {
    const bare = name.replace(/^container:/, '');
    return this.state.namespaces.find(
      (one) =>
        (name === 'host' && one.host) || one.containers.includes(bare) || one.names.includes(bare),
    );
  }

  owns(namespace: Namespace, address: string): boolean {
    return namespace.links.some((link) => link.up && addressesOf(link).includes(address));
  }

  /** The most exact route whose link is up; `closed` for one that leads nowhere by intent. */
  route(namespace: Namespace, destination: string): { route: Route; closed: boolean } | null {
    const wanted = parsePrefix(destination);
    if (!wanted) return null;
    const fitting = namespace.routes.flatMap((route) => {
      const prefix = parsePrefix(route.destination);
      return prefix && contains(prefix, wanted) ? [{ route, length: prefix.length }] : [];
    });
    fitting.sort((a, b) => b.length - a.length || a.route.metric - b.route.metric);
    const best = fitting[0]?.route;
    if (!best) return null;
    return { route: best, closed: CLOSED.some((kind) => best.flags.includes(kind)) };
  }

  /** As what address a place calls another one. */
  callerOf(from: Namespace, destination: string): string {
    if (this.owns(from, destination)) return destination;
    const found = this.route(from, destination);
    const address = found && this.sourceFor(from, found.route);
    return address ?? ownAddress(from) ?? '0.0.0.0';
  }

  /** As what address a place sends by a route (ip-route(8), `src`). */
  sourceFor(namespace: Namespace, route: Route): string | null {
    const dev = namespace.links.find(({ name }) => name === route.dev);
    const next = parsePrefix(route.via ?? '');
    const near = dev?.addresses.find(({ family, address, prefixLength }) => {
      const own = family === 'inet' ? parsePrefix(`${address}/${prefixLength}`) : null;
      return own !== null && next !== null && contains(own, next);
    });
    const ofDev = near?.address ?? (dev ? addressesOf(dev)[0] : undefined);
    return route.source ?? ofDev ?? ownAddress(namespace) ?? null;
  }
}

const CLOSED = ['unreachable', 'blackhole', 'prohibit', 'throw'];

export function addressesOf(link: Link): string[] {
  return link.addresses.filter(({ family }) => family === 'inet').map(({ address }) => address);
}

/** The first by which others know a place. */
function ownAddress({ links }: Namespace): string | undefined {
  return links.flatMap(addressesOf).find((one) => !one.startsWith('127.'));
}

/** As `ip route` prints it. */
export function routeText({ destination, via, dev, source }: Route): string {
  const parts = [destination, ...(via === null ? [] : ['via', via]), 'dev', dev];
  return [...parts, ...(source === null ? [] : ['src', source])].join(' ');
}
