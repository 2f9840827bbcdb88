// What a step's check has to observe, and to try: no more than its expectations judge, because all of it takes time.
import type { ObservationNeeds, Probe } from '../observe/types.ts';
import { containerName, probeKey } from './find.ts';
import type { LinkExpectation, NamespaceRef } from './types.ts';
import type { Step } from '../course/types.ts';

/** What of a step is judged. */
export type Judged = Pick<Step, 'expect' | 'ask' | 'inspect'>;

/** The probes of a step: each attempt once, and the command that tells the answer to its question. */
export function probesOf({ expect, ask }: Judged): Probe[] {
  const probes = new Map<string, Probe>();
  const add = (probe: Probe) => probes.set(probeKey(probe), probe);
  for (const one of expect) {
    if ('ping' in one) add(pingOf(one));
    else if ('http' in one) add(httpOf(one));
    else if ('command' in one) add({ kind: 'run', command: one.command });
  }
  if (ask) add({ kind: 'run', command: ask.run });
  return [...probes.values()];
}

export function pingOf(one: { readonly ping: string; readonly from?: NamespaceRef }): Probe {
  return { kind: 'ping', from: one.from ?? 'host', to: one.ping };
}

export function httpOf(one: { readonly http: string; readonly from?: NamespaceRef }): Probe {
  return { kind: 'http', from: one.from ?? 'host', url: one.http };
}

/** What must be observed to judge these expectations. */
export function needsOf({ expect }: Pick<Judged, 'expect'>): ObservationNeeds {
  const namespaces = new Set<string>();
  const seek = new Set<string>();
  const ends = new Set<string>();
  const rules = new Set<string>();
  let links = false;
  let containers = false;
  const enter = (ref: NamespaceRef | undefined) => {
    if (ref === undefined || ref === 'host') return;
    namespaces.add(ref);
    if (containerName(ref) !== null) containers = true;
  };
  for (const one of expect) {
    if ('link' in one) {
      links = true;
      enter(one.in);
      enter(one['peer-in']);
      if (isCable(one)) seek.add(one.link);
      if (one.peer !== undefined) seek.add(one.peer);
      if (one['peer-in'] !== undefined && (one.in ?? 'host') === 'host') ends.add(one.link);
    } else if ('route' in one) {
      links = true;
      enter(one.in);
    } else if ('forwarding' in one) {
      enter(one.in);
    } else if ('namespace' in one) {
      // Its links tell a fresh namespace from a container's, and who else is in it is Docker's to say.
      enter(one.namespace);
      if (one.container !== undefined) containers = true;
    } else if ('container' in one) {
      containers = true;
      // The rules also tell whether containers can be reached at all.
      rules.add('host');
    } else if ('nat' in one) {
      rules.add(one.in ?? 'host');
      enter(one.in);
      if (one.to?.startsWith('container:')) containers = true;
    } else if ('http' in one) {
      rules.add('host');
    }
  }
  return {
    links,
    namespaces: [...namespaces],
    seek: [...seek],
    ends: [...ends],
    rules: [...rules],
    docker: containers ? 'containers' : 'alive',
  };
}

/** Whether the expectation is of an end that can have been moved elsewhere; a bridge cannot (NETIF_F_NETNS_LOCAL). */
function isCable(one: LinkExpectation): boolean {
  if (one.absent) return false;
  return (
    one.kind === 'veth' ||
    one.peer !== undefined ||
    one['peer-in'] !== undefined ||
    one.master !== undefined ||
    (one.in ?? 'host') !== 'host'
  );
}
