// NetworkState: the one model of the machine's network that checks judge and the map draws.

export interface NetworkState {
  readonly hostname: string;
  /** The machine's own namespace first. */
  readonly namespaces: readonly Namespace[];
  readonly docker: DockerState;
  /** What is wrong with the machine itself (no iproute2, disk full, unreadable parts): not the learner's fault. Empty when well. */
  readonly faults: readonly MachineFault[];
}

export interface MachineFault {
  readonly code: 'docker-down' | 'docker-stopped' | 'disk-full' | 'no-command' | 'unreadable' | 'no-eth0';
  readonly detail: string;
}

export interface Namespace {
  /** Inode of the namespace file, the kernel's identity of it. */
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
  /** The other end of a veth, when it could be found. */
  readonly peer: { readonly namespace: number; readonly index: number; readonly name: string } | null;
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
  readonly running: boolean;
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
  readonly networks: readonly { readonly name: string; readonly address: string | null; readonly gateway: string | null }[];
  /** "/other:/this/alias" entries of HostConfig.Links, as other's names. */
  readonly links: readonly string[];
  readonly publishes: readonly { readonly hostPort: number; readonly containerPort: number; readonly protocol: string }[];
}

/** Something that only an attempt can show; runs in the same round trip, bounded in time. */
export type Probe =
  | { readonly kind: 'ping'; readonly from: string; readonly to: string }
  | { readonly kind: 'http'; readonly from: string; readonly url: string }
  | { readonly kind: 'run'; readonly command: string };

export interface ProbeResult {
  readonly probe: Probe;
  /** Exit status of the attempt; 124 when it ran out of time. */
  readonly status: number;
  readonly output: string;
}

export interface Observation {
  readonly state: NetworkState;
  readonly probes: readonly ProbeResult[];
}

/** Runs a POSIX shell script as root in the machine; resolves with its stdout. Rejects when the machine cannot be asked. */
export type RunScript = (script: string) => Promise<string>;
