// Judges routes of the main table: there, through the right router and link; and what must not be there.
import type { NetworkState, Route } from '../observe/types.ts';
import { namespacesOf } from './find.ts';
import { finding, ipCommand, notYet, pass } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import { missingNamespace } from './namespaces.ts';
import { parsePrefix, samePrefix } from './prefix.ts';
import type { Finding, ForwardingExpectation, RouteExpectation } from './types.ts';

/** Routes that lead nowhere by intent (ip-route(8)). */
const CLOSED = ['unreachable', 'blackhole', 'prohibit', 'throw'];

export function judgeRoute(
  one: RouteExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const ref = one.in ?? 'host';
  const via = one.via ?? null;
  const dev = one.dev ?? null;
  const text = messages.route;
  const look = ipCommand(ref, 'route');
  const namespaces = namespacesOf(state, ref);
  const routes = namespaces
    .flatMap((namespace) => namespace.routes)
    .filter((route) => samePrefix(route.destination, one.route))
    .filter((route) => !CLOSED.some((kind) => route.flags.includes(kind)));
  const exact = routes.find((route) => fits(route, via, dev));
  if (one.absent === true) {
    const found = text.present(one.route, ref, via ?? exact?.via ?? null, dev);
    return [finding(!exact, text.wantAbsent(one.route, ref, via, dev), found, look)];
  }
  const want = text.want(one.route, ref, via, dev);
  if (namespaces.length === 0) return [missingNamespace(ref, want, state, messages)];
  if (exact) return [pass(want)];
  const near = namespaces
    .flatMap((namespace) => namespace.routes)
    .find(({ destination }) => otherLength(destination, one.route));
  const found =
    routes.length === 0 && near
      ? text.otherLength(one.route, ref, near.destination)
      : mismatch(routes, one, messages);
  return [notYet(want, found, look)];
}

/** 172.30.0.0/16 beside 172.30.0.0/24: one begins where the other does. */
function otherLength(destination: string, wanted: string): boolean {
  const [own, other] = [parsePrefix(destination), parsePrefix(wanted)];
  if (!own || !other || own.length === other.length || own.length === 0 || other.length === 0) {
    return false;
  }
  return own.address === other.address && own.length < 32;
}

function fits(route: Route, via: string | null, dev: string | null): boolean {
  return (via === null || route.via === via) && (dev === null || route.dev === dev);
}

function mismatch(routes: readonly Route[], one: RouteExpectation, messages: CheckMessages) {
  const ref = one.in ?? 'host';
  const [first] = routes;
  if (!first) return messages.route.missing(one.route, ref);
  const byRouter = routes.find((route) => one.via === undefined || route.via === one.via);
  if (!byRouter && one.via !== undefined) {
    return first.via === null
      ? messages.route.noVia(one.route, ref, one.via)
      : messages.route.otherVia(one.route, ref, first.via, one.via);
  }
  return messages.route.otherDev(one.route, ref, (byRouter ?? first).dev, one.dev ?? '');
}

export function judgeForwarding(
  one: ForwardingExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const ref = one.in ?? 'host';
  const text = messages.forwarding;
  const want = one.forwarding ? text.wantOn(ref) : text.wantOff(ref);
  const namespaces = namespacesOf(state, ref);
  if (namespaces.length === 0) return [missingNamespace(ref, want, state, messages)];
  const right = namespaces.some((namespace) => namespace.ipForward === one.forwarding);
  const found = one.forwarding ? text.isOff(ref) : text.isOn(ref);
  return [finding(right, want, found, 'sysctl net.ipv4.ip_forward')];
}
