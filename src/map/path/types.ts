// The way of a packet, hop by hop, as it follows from the state of the network.

/** `icmp` is a ping. */
export type Protocol = 'icmp' | 'tcp';

export interface Packet {
  readonly source: string;
  readonly destination: string;
  /** `udp`: the envelope of a VXLAN. */
  readonly protocol: Protocol | 'udp';
  /** At which `destination` listens, or from which an answer comes; null for a ping. */
  readonly port: number | null;
}

/** `place` is where it happens, as in NetworkMap. */
export type Hop = { readonly place: string } & (
  | { readonly what: 'send'; readonly packet: Packet }
  /** `route` as `ip route` prints it. */
  | { readonly what: 'route'; readonly route: string; readonly link: string }
  | { readonly what: 'local'; readonly address: string }
  /** From this link to that other one, in another place. */
  | {
      readonly what: 'cable';
      readonly link: string;
      readonly toPlace: string;
      readonly toLink: string;
    }
  /** In by a port (null: from the machine itself), out by another (null: taken in by the bridge's own place). */
  | {
      readonly what: 'bridge';
      readonly bridge: string;
      readonly in: string | null;
      readonly out: string | null;
    }
  /** Between a macvlan and the link that it sits on, in either direction. */
  | {
      readonly what: 'macvlan';
      readonly link: string;
      readonly toPlace: string;
      readonly toLink: string;
    }
  /** Into an envelope, `packet`, whose own way follows until it is taken out (RFC 7348). */
  | {
      readonly what: 'wrap';
      readonly link: string;
      readonly vni: number;
      readonly packet: Packet;
    }
  /** Out of the envelope. `from`: the address that it came from. */
  | {
      readonly what: 'unwrap';
      readonly link: string;
      readonly vni: number;
      readonly from: string;
    }
  | { readonly what: 'forward' }
  /** The rule that decided; `rule` is its text, or the policy's. */
  | {
      readonly what: 'rule';
      readonly chain: string;
      readonly rule: string;
      readonly verdict: string;
    }
  | {
      readonly what: 'rewrite';
      readonly side: 'source' | 'destination';
      readonly was: string;
      readonly now: string;
      /** Null where an answer is turned back as conntrack remembers it. */
      readonly rule: string | null;
    }
  /** A smaller MTU than on the way so far; `told`: a sender of more is told, else it is lost in silence. */
  | { readonly what: 'size'; readonly link: string; readonly mtu: number; readonly told: boolean }
  | { readonly what: 'receive'; readonly packet: Packet }
  | { readonly what: 'doubt'; readonly about: Doubt; readonly detail: string }
  | { readonly what: 'end'; readonly why: End; readonly detail: string; readonly link: string }
);

/** What the state does not tell for sure. */
export type Doubt = 'rule' | 'twins' | 'rules-unread' | 'nftables';

/** Why a packet gets no farther. */
export type End =
  | 'no-place'
  | 'no-address'
  | 'no-route'
  | 'closed-route'
  | 'link-down'
  | 'nobody'
  | 'no-peer'
  | 'leaves'
  | 'kind'
  /** A tunnel that knows nobody to send its envelopes to. */
  | 'no-host'
  /** Nobody where the envelope arrives takes it: `detail` is the number of its network. */
  | 'no-tunnel'
  /** Between a macvlan, `link`, and its own parent, `detail`. */
  | 'own-parent'
  | 'no-forwarding'
  | 'dropped'
  /** Back out by the bridge's port that it came in by. */
  | 'hairpin'
  /** From outside, with an address of the receiver's own as its sender. */
  | 'martian'
  /** An answer from somebody who was not asked: `detail`, not `link`. */
  | 'stranger'
  | 'loop';

export interface Leg {
  readonly hops: readonly Hop[];
  readonly arrives: boolean;
}

export interface Path {
  readonly from: string;
  readonly to: string;
  readonly protocol: Protocol;
  readonly there: Leg;
  /** The answer's way; null where nothing arrives that could be answered. */
  readonly back: Leg | null;
}
