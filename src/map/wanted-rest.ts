// Names of namespaces, containers, routes, NAT and forwarding that the step wants.
import { containerName, containersOf, samePrefix } from '../checks/index.ts';
import type {
  ContainerExpectation,
  ForwardingExpectation,
  NamespaceExpectation,
  NatExpectation,
  RouteExpectation,
} from '../checks/types.ts';
import { missingPlace, placesFor } from './wanted-places.ts';
import type { Draft, MapNat, MapPlace } from './types.ts';
import type { Wants } from './wanted.ts';

export function drawName(one: NamespaceExpectation, the: Wants): void {
  const [held] = placesFor(one.namespace, the);
  const name = held?.names.find(({ text }) => text === one.namespace);
  if (name) name.mark = 'wrong';
  if (one.absent === true) return;
  if (one.container === undefined) {
    missingPlace(one.namespace, the.map);
    return;
  }
  // The container may be drawn by this name already; then the name is all that can be marked.
  const target = containerPlace(one.container, the);
  if (!target.names.some(({ text }) => text === one.namespace)) {
    target.names.push({ text: one.namespace, mark: 'missing' });
  }
}

/** `*` is any container; where several run, none of them is meant more than the others. */
function containerPlace(name: string, the: Wants): Draft<MapPlace> {
  const places = placesFor(`container:${name}`, the);
  const [first] = places;
  return first && (name !== '*' || places.length === 1)
    ? first
    : missingPlace(`container:${name}`, the.map);
}

export function drawContainer(one: ContainerExpectation, the: Wants): void {
  const [place] = placesFor(`container:${one.container}`, the);
  if (one.absent === true) {
    if (place && one.container !== '*') place.mark = 'wrong';
    return;
  }
  const target =
    place && one.container !== '*' ? place : missingPlace(`container:${one.container}`, the.map);
  if (one.publishes !== undefined && the.fails({ ...only(one), publishes: one.publishes })) {
    addPort(one.publishes, target, the);
  }
}

function only({ container }: ContainerExpectation): ContainerExpectation {
  return { container };
}

function addPort(publishes: string, target: Draft<MapPlace>, { map }: Wants): void {
  const [port = '', inside = ''] = publishes.split(':');
  const host = map.places.find(({ id }) => id === 'host');
  const nat: Draft<MapNat> = {
    kind: 'port',
    protocol: 'tcp',
    port,
    to: `${addressOf(target)}:${inside}`,
    place: target.id,
    mark: 'missing',
  };
  host?.nat.push(nat);
}

/** The address that a port would lead to: the first of the place, as Docker gives it. */
function addressOf({ links }: Draft<MapPlace>): string {
  return links[0]?.addresses[0]?.text.split('/')[0] ?? '';
}

export function drawRoute(one: RouteExpectation, place: Draft<MapPlace>): void {
  const same = place.routes.filter(({ destination }) => samePrefix(destination, one.route));
  if (one.absent === true) {
    const there = same.filter(({ via, dev }) => {
      return (one.via ?? via) === via && (one.dev ?? dev) === dev;
    });
    for (const route of there) route.mark = 'wrong';
    return;
  }
  for (const route of same) route.mark = 'wrong';
  place.routes.push({
    destination: one.route,
    via: one.via ?? null,
    dev: one.dev ?? null,
    mark: 'missing',
  });
}

export function drawForwarding(one: ForwardingExpectation, place: Draft<MapPlace>): void {
  place.forwarding = { on: !one.forwarding, mark: 'wrong' };
}

export function drawNat(one: NatExpectation, place: Draft<MapPlace>, the: Wants): void {
  if (one.absent === true) {
    for (const nat of place.nat) if (speaksOf(one, nat)) nat.mark = 'wrong';
    return;
  }
  if (one.nat === 'masquerade') {
    const source = one.source ?? null;
    place.nat.push({
      kind: 'masquerade',
      source,
      out: null,
      notOut: null,
      to: null,
      mark: 'missing',
    });
    return;
  }
  const port = one.port === undefined ? null : String(one.port);
  for (const nat of place.nat) if (nat.kind === 'port' && nat.port === port) nat.mark = 'wrong';
  place.nat.push({
    kind: 'port',
    protocol: 'tcp',
    port,
    ...destination(one.to, the),
    mark: 'missing',
  });
}

function speaksOf(one: NatExpectation, nat: MapNat): boolean {
  if (one.nat === 'masquerade') {
    return (
      nat.kind === 'masquerade' &&
      (one.source === undefined || (nat.source !== null && samePrefix(nat.source, one.source)))
    );
  }
  return nat.kind === 'port' && (one.port === undefined || nat.port === String(one.port));
}

/** `container:NAME:PORT` as its address and port, where it has one. */
function destination(to: string | undefined, the: Wants): { to: string; place: string | null } {
  if (to === undefined) return { to: '', place: null };
  const cut = to.lastIndexOf(':');
  const name = containerName(to.slice(0, cut));
  if (name === null) return { to, place: null };
  const address = containersOf(the.state, name)[0]?.networks[0]?.address ?? '';
  return { to: `${address}${to.slice(cut)}`, place: `container:${name}` };
}
