// NetworkState: the one model of the machine's network that checks judge and the map draws.

export interface NetworkState {
  readonly hostname: string;
  /** The machine's own namespace first. */
  readonly namespaces: readonly Namespace[];
  readonly docker: DockerState;
  /** What is wrong with the machine itself (no iproute2, disk full, unreadable parts): not the learner's fault. Empty when well. */
  readonly faults: readonly MachineFault[];
  /** Names under /run/netns that lead to no namespace: a process that is gone, or a plain file. Absent when not asked. */
  readonly staleNames?: readonly string[];
}

export interface MachineFault {
  /**
   * `docker-stopped`: no dockerd; `docker-down`: it is there, or should be, and does not answer;
   * `rules-gone`: Docker runs, but its chains are called no more (iptables was flushed); `etc-gone`: /etc was deleted.
   */
  readonly code:
    | 'docker-down'
    | 'docker-stopped'
    | 'rules-gone'
    | 'disk-full'
    | 'no-command'
    | 'unreadable'
    | 'no-eth0'
    | 'etc-gone';
  readonly detail: string;
}

export interface Namespace {
  /** Inode of the namespace file, the kernel's identity of it. 0 for the host where only the host was asked for. */
  readonly id: number;
  /** True for the machine's own. */
  readonly host: boolean;
  /** Names under /run/netns that lead here. */
  readonly names: readonly string[];
  /** Names of running containers whose processes live here. */
  readonly containers: readonly string[];
  /** A process in it, if any. */
  readonly pid: number | null;
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  readonly neighbours: readonly Neighbour[];
  /** net.ipv4.ip_forward of this namespace. */
  readonly ipForward: boolean | null;
  /** Tables as iptables-save has them; null where not observed. */
  readonly rules: readonly Rule[] | null;
}

export interface Link {
  readonly index: number;
  readonly name: string;
  /** linkinfo.info_kind of `ip -d -j`: bridge, veth, vlan, vxlan, macvlan, dummy…; `loopback` and `ether` where there is none. */
  readonly kind: string;
  /** Administratively up (IFF_UP). */
  readonly up: boolean;
  /** operstate: UP, DOWN, LOWERLAYERDOWN, UNKNOWN. */
  readonly operState: string;
  readonly mac: string;
  /** Bytes. */
  readonly mtu: number;
  /** Name of the bridge (or bond) it is a port of. */
  readonly master: string | null;
  /** Of a bridge's port: a frame may leave by the port that it came in by. Absent: no. */
  readonly hairpin?: true;
  /** The other end of a veth, when it could be found. */
  readonly peer: {
    readonly namespace: number;
    readonly index: number;
    readonly name: string;
  } | null;
  /** Of a vxlan: the number of its network (VNI, RFC 7348), 0 to 2^24 - 1. */
  readonly vni?: number;
  /** Of a macvlan, ipvlan or vlan: the link that it sits on, when it could be found. */
  readonly parent?: {
    readonly namespace: number;
    readonly index: number;
    readonly name: string;
  };
  readonly addresses: readonly Address[];
}

export interface Address {
  readonly family: 'inet' | 'inet6';
  readonly address: string;
  readonly prefixLength: number;
}

export interface Route {
  /** `default` or a prefix. */
  readonly destination: string;
  readonly via: string | null;
  readonly dev: string;
  readonly source: string | null;
  readonly metric: number;
  readonly flags: readonly string[];
}

export interface Neighbour {
  readonly address: string;
  readonly dev: string;
  readonly mac: string | null;
  readonly state: string;
}

export interface Rule {
  readonly table: string;
  readonly chain: string;
  /** Position in its chain, 1-based. */
  readonly position: number;
  /** Arguments after `-A CHAIN`, unquoted. A chain's policy is a Rule of position 0 with `-P POLICY`. */
  readonly args: readonly string[];
}

export interface DockerState {
  /** dockerd is there and, where it was asked, answered. */
  readonly running: boolean;
  /** Whether containers were asked for; without it both lists are empty. */
  readonly observed?: boolean;
  readonly networks: readonly DockerNetwork[];
  readonly containers: readonly DockerContainer[];
}

export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnets: readonly string[];
  readonly gateway: string | null;
  /** Name of the Linux bridge, where the driver is bridge. */
  readonly bridge: string | null;
}

export interface DockerContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly running: boolean;
  readonly pid: number | null;
  readonly networkMode: string;
  readonly networks: readonly {
    readonly name: string;
    readonly address: string | null;
    readonly gateway: string | null;
  }[];
  /** "/other:/this/alias" entries of HostConfig.Links, as other's names. */
  readonly links: readonly string[];
  readonly publishes: readonly {
    readonly hostPort: number;
    readonly containerPort: number;
    readonly protocol: string;
  }[];
}

/** Something that only an attempt can show; runs in the same round trip, bounded in time. */
export type Probe =
  | { readonly kind: 'ping'; readonly from: string; readonly to: string }
  | { readonly kind: 'http'; readonly from: string; readonly url: string }
  | { readonly kind: 'run'; readonly command: string };

export interface ProbeResult {
  readonly probe: Probe;
  /** Exit status of the attempt; 124 when it ran out of time, 125 when it could not begin (no such namespace or container). */
  readonly status: number;
  /** ping, http: what the program said; run: its stdout. */
  readonly output: string;
  /** run: its stderr. */
  readonly errors?: string;
}

export interface Observation {
  readonly state: NetworkState;
  readonly probes: readonly ProbeResult[];
}

/** Runs a POSIX shell script as root in the machine; resolves with its stdout. Rejects when the machine cannot be asked. */
export type RunScript = (script: string) => Promise<string>;

/** What a step needs to be observed. Everything costs time in the machine, so a check asks for no more than it judges. */
export interface ObservationNeeds {
  /** Links, routes and neighbours of the host. */
  readonly links: boolean;
  /** Namespaces beside the host whose links are wanted: all of them, or those named. */
  readonly namespaces: 'all' | readonly string[];
  /** Names of links that are looked for in every namespace if they are in none of the above. */
  readonly seek: readonly string[];
  /** Links of the host whose other end is looked for in every namespace if it is in none of the above. */
  readonly ends: readonly string[];
  /** Namespaces whose iptables rules are wanted. */
  readonly rules: readonly string[];
  /** `alive`: only whether dockerd runs; `containers`: those too, from dockerd's files; `all`: and the networks, from its API. */
  readonly docker: 'alive' | 'containers' | 'all';
}

/** `nonce`: letters and digits that no output of the machine can foretell; it marks the sections of the answer. */
export interface ObservationOptions {
  readonly needs: ObservationNeeds;
  readonly probes: readonly Probe[];
  readonly nonce: string;
}
