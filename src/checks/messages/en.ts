// What checks say, in English. Authors match these (`finds`), so a wording once released stays.
import type { MachineFault } from '../../observe/types.ts';
import type { NamespaceRef } from '../types.ts';
import type { CheckMessages, ContainerTraits, Subject } from './types.ts';

const container = (ref: string) =>
  ref === 'container:*' ? 'a container' : `the container ${ref.slice('container:'.length)}`;

/** The namespace as a place: "the host namespace", "test", "the container web". */
const place = (ref: NamespaceRef) => {
  if (ref === 'host') return 'the host namespace';
  return ref.startsWith('container:') ? container(ref) : ref;
};
/** The namespace as one that acts: "the host", "test". */
const actor = (ref: NamespaceRef) => (ref === 'host' ? 'the host' : place(ref));
/** " in test"; nothing for the host. */
const within = (ref: NamespaceRef) => (ref === 'host' ? '' : ` in ${place(ref)}`);
const name = (link: Subject) => `${link.name}${within(link.in)}`;
const target = (to: string) => (to.startsWith('container:') ? container(to) : to);
const route = (prefix: string, at: NamespaceRef) =>
  (prefix === 'default' ? 'default route' : `route to ${prefix}`) + within(at);
const way = (via: string | null, dev: string | null) =>
  (via === null ? '' : ` via ${via}`) + (dev === null ? '' : ` through ${dev}`);
const a = (word: string) => (/^[aeio]/.test(word) ? `an ${word}` : `a ${word}`);
const list = (items: readonly string[]) => items.join(', ');
const who = (one: string) => (one === '*' ? 'a running container' : `the container ${one}`);
const source = (prefix: string | null) => (prefix === null ? '' : ` for ${prefix}`);
const port = (number: number | null) => (number === null ? '' : ` for port ${number}`);

const traits = (wanted: ContainerTraits) => {
  const parts = [
    wanted.image === undefined ? '' : `made from ${wanted.image}`,
    wanted.network === undefined ? '' : `attached to ${wanted.network}`,
    wanted.linked === undefined ? '' : `linked to ${wanted.linked}`,
    wanted.publishes === undefined ? '' : `published on ${wanted.publishes}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` ${parts.join(' and ')}`;
};

const faults: Record<MachineFault['code'], [want: string, found: string, look: string]> = {
  'docker-stopped': [
    'Docker is running',
    'Docker is stopped',
    'labs reset (or, to keep what you did: sudo systemctl start docker)',
  ],
  'docker-down': ['Docker answers', 'Docker does not answer', 'labs reset'],
  'rules-gone': [
    "Docker's iptables rules are in place",
    "Docker's iptables rules are gone: iptables was flushed",
    'labs reset (or, to keep what you did: sudo systemctl restart docker)',
  ],
  'disk-full': ['the disk has room', "the machine's disk is full", 'labs reset (or: df -h /)'],
  'no-command': ['the machine has its programs', 'a program is missing', 'labs reset'],
  unreadable: ['the machine can be read', 'the machine cannot be read', 'labs reset'],
  'no-eth0': ['eth0 is up and has its address', 'eth0 is out of order', 'labs reset'],
  'etc-gone': ['/etc is in place', '/etc was deleted', 'labs reset'],
};

export const en: CheckMessages = {
  link: {
    want: (link) => `${name(link)} exists`,
    missing: (link, bridges) =>
      `there is no link ${name(link)}${bridges.length === 0 ? '' : `, but ${list(bridges.map((one) => `a bridge ${one}`))}`}`,
    elsewhere: (link, elsewhere) =>
      elsewhere === 'host'
        ? `there is no link ${name(link)}: ${link.name} is still in the host namespace`
        : `there is no link ${name(link)}: ${link.name} is in ${elsewhere === null ? 'another namespace' : place(elsewhere)}`,
    wantAbsent: (link) => `${link.name} is no longer in ${place(link.in)}`,
    present: (link) => `${link.name} is still in ${place(link.in)}`,
    wantKind: (link, kind) => `${name(link)} is a link of kind ${kind}`,
    otherKind: (link, found, kind) => `${name(link)} is a link of kind ${found}, not ${kind}`,
    wantUp: (link) => `${name(link)} is up`,
    wantDown: (link) => `${name(link)} is down`,
    isUp: (link) => `${name(link)} is up`,
    isDown: (link) => `${name(link)} is down`,
    wantAddress: (link, address) => `${name(link)} has the address ${address}`,
    noAddress: (link) => `${name(link)} has no address`,
    addressElsewhere: (link, address, other) =>
      `${name(link)} has no address: ${address} is on ${other.name}${other.in === link.in ? '' : ` in ${place(other.in)}`}`,
    otherAddress: (link, found, address) => `${name(link)} has ${list(found)}, not ${address}`,
    otherLength: (link, found, length) => `${name(link)} has ${found}, not /${length}`,
    twice: (link, right, other) =>
      `${name(link)} has ${right}, and ${other} as well, left from before`,
    wantMaster: (link, master) => `${name(link)} is a port of ${master}`,
    noMaster: (link, master) => `${name(link)} is not a port of ${master}`,
    otherMaster: (link, found, master) =>
      `${name(link)} is not a port of ${master}, but of ${found}`,
    wantNoMaster: (link) => `${name(link)} is in no bridge`,
    isPort: (link, master) => `${name(link)} is a port of ${master}`,
    wantPeer: (link, peer) => `the other end of ${name(link)} is ${peer}`,
    noCable: (link, kind) => `${name(link)} is ${a(kind)}, not one end of a cable`,
    lostPeer: (link) => `the other end of ${name(link)} cannot be found`,
    otherPeer: (link, found, peer) => `the other end of ${name(link)} is ${found}, not ${peer}`,
    wantPeerIn: (link, where) => `the other end of ${name(link)} is in ${place(where)}`,
    peerStays: (peer, at) => `${peer} is still in ${place(at)}`,
    peerElsewhere: (peer, found, where) =>
      `${peer} is in ${found === null ? 'another namespace' : place(found)}, not in ${place(where)}`,
  },
  route: {
    want: (prefix, at, via, dev) => `there is a ${route(prefix, at)}${way(via, dev)}`,
    missing: (prefix, at) => `no ${route(prefix, at)}`,
    otherLength: (prefix, at, found) => `no ${route(prefix, at)}, only to ${found}`,
    otherVia: (prefix, at, found, via) =>
      `the ${route(prefix, at)} goes via ${found}, not via ${via}`,
    noVia: (prefix, at, via) => `the ${route(prefix, at)} goes via no router, not via ${via}`,
    otherDev: (prefix, at, found, dev) =>
      `the ${route(prefix, at)} goes through ${found}, not through ${dev}`,
    wantAbsent: (prefix, at, via, dev) => `there is no ${route(prefix, at)}${way(via, dev)}`,
    present: (prefix, at, via, dev) => `there is still a ${route(prefix, at)}${way(via, dev)}`,
  },
  namespace: {
    want: (one) => `there is a namespace ${one}`,
    missing: (one) => `there is no namespace ${one}`,
    stale: (one) => `the name ${one} leads to no namespace: its process is gone, or never was`,
    wantAbsent: (one) => `there is no namespace ${one}`,
    present: (one) => `there is still a namespace ${one}`,
    wantContainer: (one, of) => `${one} is the namespace of ${who(of)}`,
    isHost: (one, of) => `${one} is not the namespace of ${who(of)}: it is the host namespace`,
    isEmpty: (one, of) => `${one} is not the namespace of ${who(of)}: it is one of its own`,
    ofOther: (one, found, of) =>
      `${one} is not the namespace of ${who(of)}: it is that of ${who(found)}`,
    noContainer: (of) => (of === '*' ? 'no container is running' : `${who(of)} is not running`),
  },
  container: {
    want: (one) => `the container ${one} is running`,
    missing: (one) => `there is no container ${one}`,
    stopped: (one) => `the container ${one} is stopped`,
    wantAbsent: (one) => `there is no container ${one}`,
    present: (one) => `there is still a container ${one}`,
    wantImage: (one, image) => `${one} is made from ${image}`,
    otherImage: (one, found, image) => `${one} is made from ${found}, not from ${image}`,
    wantPublishes: (one, ports) => `${one} is published on ${ports}`,
    noPublishes: (one, ports) => `${one} publishes no port, ${ports} is wanted`,
    otherPublishes: (one, found, ports) => `${one} publishes ${list(found)}, not ${ports}`,
    publishedBy: (ports, other, one) => `${ports} is published by ${other}, not by ${one}`,
    wantNetwork: (one, network) => `${one} is attached to the network ${network}`,
    otherNetwork: (one, found, network) =>
      `${one} is not attached to the network ${network}, but to ${found.length === 0 ? 'none' : list(found)}`,
    wantLinked: (one, other) => `${one} is linked to ${other}`,
    noLinked: (one, other) => `${one} is not linked to ${other}`,
    wantAny: (wanted) => `a container${traits(wanted)} is running`,
    noneFits: (wanted) => `no container${traits(wanted)} is running`,
    stoppedFits: (none, one) => `${none}: ${one} is there, but it is stopped`,
    nearest: (none, reason) => `${none}: ${reason}`,
    wantNone: (wanted) => `no container${traits(wanted)} is running`,
    stillFits: (one, wanted) => `${one}${traits(wanted)} is still running`,
  },
  nat: {
    wantMasquerade: (prefix, at) => `there is a MASQUERADE${source(prefix)}${within(at)}`,
    noMasquerade: (prefix, at) => `no MASQUERADE${source(prefix)}${within(at)}`,
    otherSource: (prefix, at, found) =>
      `no MASQUERADE${source(prefix)}${within(at)}, only for ${list(found)}`,
    wantNoMasquerade: (prefix, at) => `there is no MASQUERADE${source(prefix)}${within(at)}`,
    stillMasquerade: (prefix, at) => `there is still a MASQUERADE${source(prefix)}${within(at)}`,
    wantDnat: (number, at, to) =>
      `there is a DNAT${port(number)}${within(at)}${to === null ? '' : ` to ${to}`}`,
    noDnat: (number, at) => `no DNAT${port(number)}${within(at)}`,
    otherPort: (number, at, found) =>
      `no DNAT${port(number)}${within(at)}, only for ${list(found)}`,
    otherTo: (number, at, found, to) =>
      `the DNAT${port(number)}${within(at)} leads to ${list(found)}, not to ${to}`,
    wantNoDnat: (number, at, to) =>
      `there is no DNAT${port(number)}${within(at)}${to === null ? '' : ` to ${to}`}`,
    stillDnat: (number, at, to) => `there is still a DNAT${port(number)}${within(at)} to ${to}`,
    unread: (at) => `the iptables rules of ${place(at)} cannot be read`,
  },
  forwarding: {
    wantOn: (at) => `IP forwarding is on${within(at)}`,
    wantOff: (at) => `IP forwarding is off${within(at)}`,
    isOn: (at) => `IP forwarding is on${within(at)}`,
    isOff: (at) => `IP forwarding is off${within(at)}`,
  },
  command: {
    tooLong: 'it did not come to an end within 30 seconds',
  },
  probe: {
    wantPing: (from, to) => `a ping from ${actor(from)} to ${target(to)} is answered`,
    wantNoPing: (from, to) => `a ping from ${actor(from)} to ${target(to)} is not answered`,
    noReply: (from, to) => `no reply to a ping from ${actor(from)} to ${target(to)}`,
    noRoute: (from, to) =>
      `no reply to a ping from ${actor(from)} to ${target(to)}: there is no way to it`,
    stillReply: (from, to) => `${target(to)} still answers a ping from ${actor(from)}`,
    noStart: (from, to) => `${actor(from)} cannot ask ${target(to)}: one of them is not there`,
    wantHttp: (from, url) => `${url} answers ${actor(from)}`,
    wantNoHttp: (from, url) => `${url} does not answer ${actor(from)}`,
    noAnswer: (from, url) => `${url} does not answer ${actor(from)}`,
    stillAnswer: (from, url) => `${url} still answers ${actor(from)}`,
    wantContains: (from, url, text) => `${url} answers ${actor(from)} with "${text}"`,
    otherAnswer: (from, url, text, found) =>
      `${url} answers ${actor(from)} with "${found}", not with "${text}"`,
  },
  answer: {
    want: 'the answer to the question',
    missing: 'not answered',
    look: 'labs answer TEXT',
    lookAgain: 'read the step again (labs show), look at the machine, then: labs answer TEXT',
    wrongText: (answer) => `"${answer}" is not the answer`,
    noNumber: (answer) => `"${answer}" is not a number`,
    wrongNumber: (answer) => `${answer} is not the number that the machine shows`,
    noAddress: (answer) => `"${answer}" is not an address`,
    wrongAddress: (answer) => `${answer} is not the answer`,
    lengthMissing: (answer) => `${answer} lacks its prefix length (as in /24)`,
    wrongLength: (answer) => `${answer} has the wrong prefix length`,
    setWrong: (answer, wrong) =>
      `"${answer}": ${list(wrong.map((one) => `"${one}"`))} does not belong there`,
    setIncomplete: (answer, missing) => `"${answer}" is not all: ${missing} missing`,
    noTruth: 'the machine has no answer yet: what the question is about is not there',
    noTruthLook: 'labs show (do what the steps before this one say), or labs reset',
    tooLong: 'the machine did not tell the answer in time',
  },
  inspect: {
    want: (commands, shows) =>
      `${commands.join(' or ')} was run in the machine's shell${shows === null ? '' : `, and showed "${shows}"`}`,
    notRun: (commands) =>
      `in this step, ${commands.join(' or ')} does not stand in the record of the machine's shell`,
    notShown: (commands, shows) =>
      `in this step, ${commands.join(' or ')} was typed in the machine's shell, but nothing after it shows "${shows}"`,
    look: "run it in the machine's shell (labs shell), then: labs check",
    unknown: {
      off: 'not looked at: shells are not recorded (bridge-labs start --record: they are again)',
      elsewhere:
        'not looked at: in this step nothing was typed in a shell that is recorded (labs shell is; other terminals are not)',
      cut: 'not looked at: the recording of this shell became too long (a new labs shell begins another)',
    },
  },
  fault: {
    want: (fault) => faults[fault.code][0],
    found: (fault) =>
      ['no-command', 'unreadable', 'no-eth0'].includes(fault.code)
        ? `${faults[fault.code][1]} (${fault.detail})`
        : faults[fault.code][1],
    look: (fault) => faults[fault.code][2],
  },
  nothing: 'this step asks for nothing',
};
