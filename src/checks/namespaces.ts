// Judges namespaces: whether a name under /run/netns leads to one, and to which: a container's, the host's, a fresh one.
import type { NetworkState } from '../observe/types.ts';
import { containerName, containersOf, namespacesOf } from './find.ts';
import { finding, notYet, pass } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import type { Finding, NamespaceExpectation, NamespaceRef } from './types.ts';

const LOOK = 'ls -l /var/run/netns';

export function judgeNamespace(
  one: NamespaceExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const text = messages.namespace;
  const [namespace] = namespacesOf(state, one.namespace);
  if (one.absent === true) {
    const there = namespace !== undefined || isStale(state, one.namespace);
    return [finding(!there, text.wantAbsent(one.namespace), text.present(one.namespace), LOOK)];
  }
  const want =
    one.container === undefined
      ? text.want(one.namespace)
      : text.wantContainer(one.namespace, one.container);
  if (!namespace) return [missingNamespace(one.namespace, want, state, messages)];
  if (one.container === undefined) return [pass(want)];
  const wanted = one.container;
  if (namespace.host) return [notYet(want, text.isHost(one.namespace, wanted), LOOK)];
  if (namespace.containers.some((name) => wanted === '*' || name === wanted)) return [pass(want)];
  const other = namespace.containers[0];
  const found =
    other === undefined
      ? text.isEmpty(one.namespace, wanted)
      : text.ofOther(one.namespace, other, wanted);
  return [notYet(want, found, LOOK)];
}

/** The finding when the namespace that something should be in does not exist. */
export function missingNamespace(
  ref: NamespaceRef,
  want: string,
  state: NetworkState,
  messages: CheckMessages,
): Finding {
  const container = containerName(ref);
  if (container !== null) {
    const there = container !== '*' && containersOf(state, container).length > 0;
    const found =
      container === '*' || there
        ? messages.namespace.noContainer(container)
        : messages.container.missing(container);
    return notYet(want, found, 'docker ps -a');
  }
  const found = isStale(state, ref)
    ? messages.namespace.stale(ref)
    : messages.namespace.missing(ref);
  return notYet(want, found, LOOK);
}

function isStale(state: NetworkState, name: string): boolean {
  return state.staleNames?.includes(name) ?? false;
}
