// Where a packet that may not be cut (DF) can be too large on the way: each place with a smaller MTU than all before it.
import { inEnvelopes } from './envelopes.ts';
import type { Network } from './network.ts';
import type { Hop } from './types.ts';

/**
 * The hops with these places among them. A router says so to the sender (ICMP, RFC 1191). A cable's other end and a bridge's
 * port do not: they drop the frame in silence (is_skb_forwardable in net/core/dev.c).
 */
export function withSizes(network: Network, hops: readonly Hop[]): Hop[] {
  let largest: number | null = null;
  const smaller = (place: string, link: string, told: boolean): Hop[] => {
    const mtu = network.mtuOf(place, link);
    if (mtu === null || mtu >= (largest ?? mtu)) {
      largest ??= mtu;
      return [];
    }
    largest = mtu;
    return [{ place, what: 'size', link, mtu, told }];
  };
  const enveloped = inEnvelopes(hops);
  return hops.flatMap((hop, index): Hop[] => {
    // An envelope may be cut (ip-link(8), `df unset`): the tunnel's own MTU is what counts.
    if (enveloped[index]) return [hop];
    if (hop.what === 'wrap') return [...smaller(hop.place, hop.link, false), hop];
    if (hop.what === 'macvlan') return [hop, ...smaller(hop.toPlace, hop.toLink, false)];
    if (hop.what === 'route') return [hop, ...smaller(hop.place, hop.link, true)];
    if (hop.what !== 'cable') return [hop];
    const here = smaller(hop.place, hop.link, false);
    return [...here, hop, ...smaller(hop.toPlace, hop.toLink, false)];
  });
}
