// Judges links: there at all, kind, up, address, bridge, other end. One finding an aspect; one in all when it is missing.
import type { Link, Namespace, NetworkState } from '../observe/types.ts';
import { hostOf, namespacesOf, refOf } from './find.ts';
import { finding, ipCommand, notYet, pass } from './finding.ts';
import type { CheckMessages, Subject } from './messages/types.ts';
import { missingNamespace } from './namespaces.ts';
import { samePrefix } from './prefix.ts';
import type { Finding, LinkExpectation, NamespaceRef } from './types.ts';

/** What stands for a bridge where a link is to be in none. */
export const NO_BRIDGE = 'none';

export function judgeLink(
  one: LinkExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const ref = one.in ?? 'host';
  const subject: Subject = { name: one.link, in: ref };
  const namespaces = namespacesOf(state, ref);
  const places = namespaces.flatMap((namespace) => {
    const link = namespace.links.find((candidate) => candidate.name === one.link);
    return link ? [{ namespace, link }] : [];
  });
  const text = messages.link;
  if (one.absent === true) {
    const want = text.wantAbsent(subject);
    return [finding(places.length === 0, want, text.present(subject), lookAt(subject))];
  }
  if (namespaces.length === 0) {
    return [missingNamespace(ref, text.want(subject), state, messages)];
  }
  if (places.length === 0) {
    const found = missingLink(subject, one.kind, state, messages);
    return [notYet(text.want(subject), found, ipCommand(ref, 'link'))];
  }
  // `container:*` is any container: the one that comes nearest is judged.
  const tries = places.map(({ namespace, link }) =>
    aspects({ one, subject, link, namespace, state, messages }),
  );
  const nearest = tries.reduce((best, next) => (failures(next) < failures(best) ? next : best));
  return nearest.length > 0 ? nearest : [pass(text.want(subject))];
}

interface Case {
  readonly one: LinkExpectation;
  readonly subject: Subject;
  readonly link: Link;
  readonly namespace: Namespace;
  readonly state: NetworkState;
  readonly messages: CheckMessages;
}

function aspects(the: Case): Finding[] {
  const { one, subject, link, messages } = the;
  const text = messages.link;
  const findings: Finding[] = [];
  if (one.kind !== undefined) {
    const found = text.otherKind(subject, link.kind, one.kind);
    findings.push(
      finding(link.kind === one.kind, text.wantKind(subject, one.kind), found, lookAt(subject)),
    );
  }
  if (one.up !== undefined) {
    const want = one.up ? text.wantUp(subject) : text.wantDown(subject);
    const found = link.up ? text.isUp(subject) : text.isDown(subject);
    findings.push(finding(link.up === one.up, want, found, lookAt(subject)));
  }
  if (one.address !== undefined) findings.push(address(the, one.address));
  if (one.master !== undefined) {
    findings.push(one.master === NO_BRIDGE ? loose(the) : master(the, one.master));
  }
  if (one.peer !== undefined) findings.push(peer(the, one.peer));
  if (one['peer-in'] !== undefined) findings.push(peerIn(the, one['peer-in']));
  return findings;
}

/** The port of a bridge. */
function master({ subject, link, messages: { link: text } }: Case, wanted: string): Finding {
  const found =
    link.master === null
      ? text.noMaster(subject, wanted)
      : text.otherMaster(subject, link.master, wanted);
  return finding(link.master === wanted, text.wantMaster(subject, wanted), found, lookAt(subject));
}

/** The port of none: both ends of a cable in one bridge, or in two that are joined, are a loop. */
function loose({ subject, link, messages: { link: text } }: Case): Finding {
  const found = text.isPort(subject, link.master ?? '');
  return finding(link.master === null, text.wantNoMaster(subject), found, lookAt(subject));
}

function address({ subject, link, state, messages }: Case, wanted: string): Finding {
  const text = messages.link;
  const want = text.wantAddress(subject, wanted);
  const own = link.addresses
    .filter((entry) => entry.family === 'inet' || wanted.includes(':'))
    .map((entry) => `${entry.address}/${entry.prefixLength}`);
  const look = ipCommand(subject.in, `addr show ${subject.name}`);
  const [bare = '', length = ''] = wanted.split('/');
  const right = own.find((entry) => entry === wanted || sameAddress(entry, wanted));
  const otherLength = own.find((entry) => entry !== right && entry.split('/')[0] === bare);
  if (right !== undefined) {
    // Left from an attempt before: nobody wants one address twice.
    return otherLength === undefined
      ? pass(want)
      : notYet(want, text.twice(subject, right, otherLength), look);
  }
  if (otherLength !== undefined) {
    return notYet(want, text.otherLength(subject, otherLength, length), look);
  }
  if (own.length > 0) return notYet(want, text.otherAddress(subject, own, wanted), look);
  const other = holderOf(state, bare);
  const found = other ? text.addressElsewhere(subject, wanted, other) : text.noAddress(subject);
  return notYet(want, found, look);
}

/** Equal as address with length: 192.168.200.1/24 is not 192.168.200.0/24, though the prefix is the same. */
function sameAddress(one: string, other: string): boolean {
  const [a = '', lengthA] = one.split('/');
  const [b = '', lengthB] = other.split('/');
  return samePrefix(a, b) && lengthA === lengthB;
}

function holderOf(state: NetworkState, bare: string): Subject | null {
  for (const namespace of state.namespaces) {
    const ref = refOf(namespace);
    const link = namespace.links.find((one) => one.addresses.some((a) => a.address === bare));
    if (link && ref !== null) return { name: link.name, in: ref };
  }
  return null;
}

function peer({ subject, link, messages }: Case, wanted: string): Finding {
  const text = messages.link;
  const want = text.wantPeer(subject, wanted);
  if (link.peer?.name === wanted) return pass(want);
  return notYet(want, withoutPeer(subject, link, messages, wanted), lookAt(subject));
}

function withoutPeer(
  subject: Subject,
  link: Link,
  messages: CheckMessages,
  wanted: string | null,
): string {
  if (link.kind !== 'veth') return messages.link.noCable(subject, link.kind);
  if (link.peer === null || wanted === null) return messages.link.lostPeer(subject);
  return messages.link.otherPeer(subject, link.peer.name, wanted);
}

function peerIn({ subject, link, namespace, state, messages }: Case, wanted: string): Finding {
  const text = messages.link;
  const want = text.wantPeerIn(subject, wanted);
  const targets = namespacesOf(state, wanted);
  if (targets.some((target) => target.id === link.peer?.namespace)) return pass(want);
  if (targets.length === 0) return missingNamespace(wanted, want, state, messages);
  if (link.peer === null) {
    return notYet(want, withoutPeer(subject, link, messages, null), lookAt(subject));
  }
  const at = state.namespaces.find((other) => other.id === link.peer?.namespace);
  const where = at ? refOf(at) : null;
  const found =
    at?.id === namespace.id
      ? text.peerStays(link.peer.name, subject.in)
      : text.peerElsewhere(link.peer.name, where, wanted);
  return notYet(want, found, lookAt(subject));
}

function missingLink(
  subject: Subject,
  kind: string | undefined,
  state: NetworkState,
  messages: CheckMessages,
): string {
  const holds = (namespace: Namespace | undefined) =>
    namespace?.links.some((link) => link.name === subject.name) ?? false;
  // The cable of a container is called eth0 as well, so a name that is everywhere says nothing.
  const common = /^(lo|eth\d+)$/.test(subject.name);
  if (common) return messages.link.missing(subject, []);
  if (subject.in !== 'host' && holds(hostOf(state))) {
    return messages.link.elsewhere(subject, 'host');
  }
  const other = state.namespaces.find(holds);
  if (other) return messages.link.elsewhere(subject, refOf(other));
  return messages.link.missing(subject, kind === 'bridge' ? ownBridges(subject.in, state) : []);
}

/** Bridges that Docker has not made: the one that is missing may have been made under another name. */
function ownBridges(ref: NamespaceRef, state: NetworkState): string[] {
  return namespacesOf(state, ref)
    .flatMap(({ links }) => links)
    .filter(({ kind, name }) => kind === 'bridge' && !/^(?:docker0|br-[0-9a-f]{12})$/.test(name))
    .map(({ name }) => name);
}

function failures(findings: readonly Finding[]): number {
  return findings.filter((one) => one.verdict !== 'pass').length;
}

function lookAt(subject: Subject): string {
  return ipCommand(subject.in, `link show ${subject.name}`);
}
