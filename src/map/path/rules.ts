// What iptables makes of a packet: which rule of a chain decides (iptables(8), iptables-extensions(8)).
import { contains, parsePrefix } from '../../checks/index.ts';
import type { Rule } from '../../observe/types.ts';
import type { Packet } from './types.ts';

export interface RulePacket extends Packet {
  readonly state: 'NEW' | 'ESTABLISHED';
  /** Links by which it came in and will leave; null where it has none. */
  readonly in: string | null;
  readonly out: string | null;
  /** Whether an address is one of the place itself. */
  readonly isLocal: (address: string) => boolean;
}

export interface Decision {
  readonly verdict: string;
  readonly chain: string;
  /** Text of the rule, or of the policy. */
  readonly text: string;
  /** Null for a policy. */
  readonly rule: Rule | null;
}

export interface Decided {
  readonly decision: Decision;
  /** Rules on the way with conditions that are not understood here; they count as not fitting. */
  readonly doubts: readonly Rule[];
}

/** Null where the table has no such chain: then nothing is asked. */
export function decide(
  rules: readonly Rule[],
  table: string,
  chain: string,
  packet: RulePacket,
): Decided | null {
  const policy = rules.find(
    (rule) => rule.table === table && rule.chain === chain && rule.position === 0,
  );
  if (!policy) return null;
  const doubts: Rule[] = [];
  const found = through(rules, table, chain, packet, doubts, 0);
  const verdict = policy.args[1] ?? 'ACCEPT';
  const byPolicy: Decision = { verdict, chain, text: `-P ${chain} ${verdict}`, rule: null };
  return { decision: found ?? byPolicy, doubts };
}

/** Null when the packet falls through to whoever called the chain. */
function through(
  rules: readonly Rule[],
  table: string,
  chain: string,
  packet: RulePacket,
  doubts: Rule[],
  depth: number,
): Decision | null {
  // iptables refuses loops of chains; this only bounds what a garbled answer could do.
  if (depth > 16) return null;
  for (const rule of rules) {
    if (rule.table !== table || rule.chain !== chain || rule.position === 0) continue;
    const { fits, target, goes } = read(rule, packet);
    if (fits === 'unknown') doubts.push(rule);
    if (fits !== true || target === null) continue;
    if (target === 'RETURN') return null;
    if (ENDS.has(target)) {
      return { verdict: target, chain, text: `-A ${chain} ${rule.args.join(' ')}`, rule };
    }
    const called = rules.some((one) => one.table === table && one.chain === target);
    if (!called) continue; // LOG, MARK, CONNMARK: the packet goes on
    const found = through(rules, table, target, packet, doubts, depth + 1);
    if (found || goes) return found;
  }
  return null;
}

const ENDS = new Set(['ACCEPT', 'DROP', 'REJECT', 'MASQUERADE', 'SNAT', 'DNAT', 'REDIRECT']);

interface Read {
  readonly fits: boolean | 'unknown';
  readonly target: string | null;
  /** `-g`: does not come back. */
  readonly goes: boolean;
}

/** Options that say what to do, or nothing, with the number of words after them. */
const ASIDE: Readonly<Record<string, number>> = {
  '-m': 1,
  '--to-destination': 1,
  '--to-source': 1,
  '--to-ports': 1,
  '--comment': 1,
  '--reject-with': 1,
  '--log-prefix': 1,
  '--log-level': 1,
  '--random': 0,
  '--random-fully': 0,
  '--persistent': 0,
  '--set-xmark': 1,
  '--set-mark': 1,
};

type Test = (value: string, packet: RulePacket) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  '-s': (value, { source }) => inPrefix(value, source),
  '-d': (value, { destination }) => inPrefix(value, destination),
  '-i': (value, packet) => sameLink(value, packet.in),
  '-o': (value, packet) => sameLink(value, packet.out),
  '-p': (value, { protocol }) => value === protocol || value === 'all',
  '--dport': (value, packet) => packet.state === 'NEW' && hasPort(value, packet.port),
  '--dports': (value, packet) => packet.state === 'NEW' && hasPort(value, packet.port),
  '--sport': (value, packet) => packet.state !== 'NEW' && hasPort(value, packet.port),
  '--sports': (value, packet) => packet.state !== 'NEW' && hasPort(value, packet.port),
  '--ctstate': (value, { state }) => value.split(',').includes(state),
  '--state': (value, { state }) => value.split(',').includes(state),
  '--dst-type': (value, { destination, isLocal }) => isLocal(destination) === (value === 'LOCAL'),
  '--src-type': (value, { source, isLocal }) => isLocal(source) === (value === 'LOCAL'),
  '--icmp-type': (value, { protocol, state }) =>
    protocol === 'icmp' && ['8', 'echo-request'].includes(value) === (state === 'NEW'),
};

function read({ args }: Rule, packet: RulePacket): Read {
  let fits: Read['fits'] = true;
  let target: string | null = null;
  let goes = false;
  let negated = false;
  for (let at = 0; at < args.length; at += 1) {
    const option = args[at]!;
    const value = args[at + 1] ?? '';
    if (option === '!') {
      negated = true;
      continue;
    }
    const test = TESTS[option];
    if (test) {
      if (test(value, packet) === negated) fits = false;
      at += 1;
    } else if (option === '-j' || option === '-g') {
      target = value;
      goes = option === '-g';
      at += 1;
    } else if (option in ASIDE) {
      at += ASIDE[option]!;
    } else if (fits === true && option.startsWith('-')) {
      fits = 'unknown';
    }
    negated = false;
  }
  return { fits, target, goes };
}

function inPrefix(value: string, address: string): boolean {
  const own = parsePrefix(address);
  return value.split(',').some((part) => {
    const prefix = parsePrefix(part);
    return own !== null && prefix !== null && contains(prefix, own);
  });
}

function sameLink(value: string, link: string | null): boolean {
  if (link === null) return false;
  return value.endsWith('+') ? link.startsWith(value.slice(0, -1)) : link === value;
}

function hasPort(value: string, port: number | null): boolean {
  return value.split(',').some((part) => {
    const [from = NaN, until = from] = part.split(':').map(Number);
    return port !== null && from <= port && port <= until;
  });
}
