// What the nat table makes of a packet, and how its answer is turned back as conntrack remembers it. Pure.
import type { Link } from '../../observe/types.ts';
import { addressesOf } from './network.ts';
import type { Decision } from './rules.ts';
import type { Hop, Packet } from './types.ts';

/** What a place remembers of a connection whose addresses it has changed (conntrack). */
export interface Changed {
  /** Its id. */
  readonly namespace: number;
  /** As it came in, and as it left. */
  readonly before: Packet;
  readonly after: Packet;
}

/** `to`: an address, or `ADDRESS:PORT`. */
export interface Change {
  readonly side: 'source' | 'destination';
  readonly to: string;
}

/** What the rule that decided wants; null where it wants nothing. `out`: the link by which the packet leaves. */
export function wantedBy(
  { rule, verdict }: Decision,
  packet: Packet,
  out: Link | undefined,
): Change | null {
  if (rule === null) return null;
  const given = (option: string) => rule.args[rule.args.indexOf(option) + 1] ?? '';
  switch (verdict) {
    case 'DNAT':
      return { side: 'destination', to: given('--to-destination') };
    case 'SNAT':
      return { side: 'source', to: given('--to-source') };
    case 'MASQUERADE': {
      const [address = packet.source] = out ? addressesOf(out) : [];
      return { side: 'source', to: address };
    }
    default:
      return null;
  }
}

/**
 * An answer to what left a place as somebody else goes to the true caller, and that before its route is chosen; who was
 * called is put back into it last of all (asCalled), so that rules between see who really sent it
 * (nf_nat_core.c: nf_nat_packet; in PREROUTING and OUTPUT a destination is changed, in POSTROUTING and INPUT a source).
 * `remembered`: by the place that the answer is at.
 */
export function backToCaller(
  remembered: readonly Changed[],
  { source, destination }: Packet,
): Change | null {
  const known = remembered.find(
    ({ after }) => after.source === destination && after.destination === source,
  );
  return known ? { side: 'destination', to: known.before.source } : null;
}

/** An answer to what was sent elsewhere from a place says to come from whom the caller called. */
export function asCalled(
  remembered: readonly Changed[],
  { source, destination }: Packet,
): Change | null {
  const known = remembered.find(
    ({ before, after }) =>
      after.destination === source && [before.source, after.source].includes(destination),
  );
  if (!known) return null;
  const { before, after } = known;
  const port = before.port === after.port || before.port === null ? '' : `:${before.port}`;
  return { side: 'source', to: `${before.destination}${port}` };
}

type Rewrite = Omit<Extract<Hop, { what: 'rewrite' }>, 'place'>;

/** The packet with the change, and what it says of it; null where it is so already. `rule`: null for an answer. */
export function rewritten(
  packet: Packet,
  { side, to }: Change,
  rule: string | null,
): { readonly packet: Packet; readonly hop: Rewrite } | null {
  const [address = '', port] = to.split(':');
  // The port in a packet is that of who was called: the destination on the way there, the source of an answer.
  const called = rule === null ? 'source' : 'destination';
  const newPort = side === called && port !== undefined ? Number(port) : packet.port;
  const was = packet[side];
  if (was === address && packet.port === newPort) return null;
  const withPort = (text: string, number: number | null) =>
    packet.port !== newPort && number !== null ? `${text}:${number}` : text;
  return {
    packet: { ...packet, [side]: address, port: newPort },
    hop: {
      ...{ what: 'rewrite', side, rule },
      ...{ was: withPort(was, packet.port), now: withPort(address, newPort) },
    },
  };
}
