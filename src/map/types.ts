// The picture of a network as plain data: what every drawing (text, SVG, Mermaid, DOT) and --json are made from.
import type { Finding } from '../checks/types.ts';

/** `missing`: the step wants it and it is not there; `wrong`: it is there, and the step wants it otherwise or gone. */
export type Mark = 'ok' | 'missing' | 'wrong';

export interface Fact {
  readonly text: string;
  readonly mark: Mark;
}

/**
 * Nothing in it changes from one run to the next while the network is the same: no process, container or
 * interface numbers; all lists are in an order of their own.
 */
export interface NetworkMap {
  /** The machine's own namespace first, then containers, other namespaces, and the outside world. */
  readonly places: readonly MapPlace[];
  readonly cables: readonly MapCable[];
  /** What the step still wants, as its check says it; without what only an attempt (a ping, a command) can show. */
  readonly left: readonly Finding[];
  /** How much of what the step wants was looked at for `left`. */
  readonly judged: number;
  /** What is wrong with the machine itself. */
  readonly faults: readonly Finding[];
}

/** A network namespace. */
export interface MapPlace {
  /** As expectations name it: `host`, `container:web`, `test`; `namespace:1` for one that has no name. */
  readonly id: string;
  /** `outside`: what the lab machine has in place of an outside world, `host2` and `internet`. */
  readonly kind: 'host' | 'container' | 'namespace' | 'outside';
  readonly mark: Mark;
  /** Containers that live in it. */
  readonly containers: readonly string[];
  /** Names under /run/netns; one that the step still wants is `missing`. */
  readonly names: readonly Fact[];
  /** Without `lo`. Ports of a bridge follow it. */
  readonly links: readonly MapLink[];
  readonly routes: readonly MapRoute[];
  /** net.ipv4.ip_forward; null where it is not known. */
  readonly forwarding: { readonly on: boolean; readonly mark: Mark } | null;
  readonly nat: readonly MapNat[];
}

export interface MapLink {
  readonly name: string;
  readonly kind: string;
  /** Administratively up. */
  readonly up: boolean;
  readonly mark: Mark;
  /** With prefix length; link-local IPv6 addresses are left out. */
  readonly addresses: readonly Fact[];
  /** Name of the bridge it is a port of. */
  readonly master: string | null;
  /** Of a vxlan: the number of its network. */
  readonly vni?: number;
  /** What a macvlan, ipvlan or vlan sits on, where that is known. */
  readonly parent?: MapEnd;
  /** What the step wants otherwise. */
  readonly wants: {
    readonly kind?: string;
    readonly up?: boolean;
    readonly master?: string;
    /** Name of the other end. */
    readonly peer?: string;
    /** Place of the other end. */
    readonly peerIn?: string;
  };
}

export interface MapEnd {
  readonly place: string;
  readonly link: string;
}

/** A veth pair: two links, each the other's end. */
export interface MapCable {
  readonly ends: readonly [MapEnd, MapEnd];
  /** Both ends are up. */
  readonly up: boolean;
  readonly mark: Mark;
}

/** A route with a router; those to directly attached networks follow from the addresses. */
export interface MapRoute {
  /** `default` or a prefix. */
  readonly destination: string;
  readonly via: string | null;
  readonly dev: string | null;
  readonly mark: Mark;
}

export type MapNat =
  | {
      readonly kind: 'masquerade';
      /** Prefix of the senders whose address is replaced; null: all. */
      readonly source: string | null;
      /** Link that it leaves by; null: any. */
      readonly out: string | null;
      /** Link by which it must not leave. */
      readonly notOut: string | null;
      /** The address put in its place (SNAT); null: that of the link (MASQUERADE). */
      readonly to: string | null;
      readonly mark: Mark;
    }
  | {
      readonly kind: 'port';
      readonly protocol: string;
      /** Port on the machine; null: any. */
      readonly port: string | null;
      /** ADDRESS:PORT */
      readonly to: string;
      /** Place that has that address. */
      readonly place: string | null;
      readonly mark: Mark;
    };

/** The same, while it is being made. */
export type Draft<T> = T extends readonly [infer A, infer B]
  ? [Draft<A>, Draft<B>]
  : T extends readonly (infer U)[]
    ? Draft<U>[]
    : T extends object
      ? { -readonly [K in keyof T]: Draft<T[K]> }
      : T;
