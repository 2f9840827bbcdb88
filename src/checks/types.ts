// What a step may expect of the machine, and what a check says of it.
import type { Text } from '../course/types.ts';

/**
 * Which network namespace is meant: `host` (the machine's own), the name of one under /run/netns
 * (`test`, `host2`, `internet`), or `container:NAME`. `container:*` is any running container.
 */
export type NamespaceRef = string;

/** One expectation of steps.yaml. Exactly one of the keys that name a kind is present. */
export type Expectation =
  | LinkExpectation
  | RouteExpectation
  | NamespaceExpectation
  | ContainerExpectation
  | NatExpectation
  | ForwardingExpectation
  | PingExpectation
  | HttpExpectation
  | CommandExpectation;

export interface LinkExpectation {
  readonly link: string;
  /** Default host. */
  readonly in?: NamespaceRef;
  readonly absent?: boolean;
  readonly kind?: string;
  readonly up?: boolean;
  /** IPv4 address with prefix length: 192.168.200.1/24 */
  readonly address?: string;
  /** Name of the bridge it is a port of; NO_BRIDGE: of none. */
  readonly master?: string;
  /** Name of the other end of a veth cable. */
  readonly peer?: string;
  /** Where that other end must be. */
  readonly 'peer-in'?: NamespaceRef;
}
export interface RouteExpectation {
  /** `default` or a prefix. */
  readonly route: string;
  readonly in?: NamespaceRef;
  readonly absent?: boolean;
  readonly via?: string;
  readonly dev?: string;
}
export interface NamespaceExpectation {
  /** Name under /run/netns. */
  readonly namespace: string;
  readonly absent?: boolean;
  /** Must be the namespace of a running container: a name, or `*` for any. */
  readonly container?: string;
}
export interface ContainerExpectation {
  /** Name, or `*` for any running one that fits the rest. */
  readonly container: string;
  readonly absent?: boolean;
  readonly image?: string;
  /** HOST:CONTAINER, TCP: "8000:80" */
  readonly publishes?: string;
  /** Docker network it is attached to: bridge, host, none, or a name. */
  readonly network?: string;
  /** Other container it is linked to with --link. */
  readonly linked?: string;
}
export interface NatExpectation {
  readonly nat: 'masquerade' | 'dnat';
  readonly in?: NamespaceRef;
  readonly absent?: boolean;
  /** masquerade: source prefix. */
  readonly source?: string;
  /** dnat: TCP port on the machine. */
  readonly port?: number;
  /** dnat: ADDRESS:PORT, or `container:NAME:PORT`. */
  readonly to?: string;
}
export interface ForwardingExpectation {
  readonly forwarding: boolean;
  readonly in?: NamespaceRef;
}
export interface PingExpectation {
  /** Address or `container:NAME`. */
  readonly ping: string;
  readonly from?: NamespaceRef;
  /** false: must not arrive. Default true. */
  readonly arrives?: boolean;
}
export interface HttpExpectation {
  readonly http: string;
  readonly from?: NamespaceRef;
  readonly contains?: string;
  readonly answers?: boolean;
}

/** Whatever a command can show that the other kinds cannot say; so its words are the course's own. */
export interface CommandExpectation {
  /** Run by sh as root in the machine, for at most 10 s. It looks, and changes nothing that lasts. */
  readonly command: string;
  /** Part of its stdout. */
  readonly prints?: string;
  /** Must not be in its stdout. */
  readonly lacks?: string;
  /** It must fail; without, its exit status must be 0. */
  readonly fails?: boolean;
  /** What is judged, a clause: "a finds b by its name". */
  readonly what: Text;
  /** Said when it is not so. `{output}` stands for the first line that the command printed. */
  readonly found: Text;
  /** The first thing to look at: a command. Default: the command itself, where it is short. */
  readonly look?: string;
}

/**
 * What stood on the screens of the machine's shells while the learner was at the step, a line each; `missing` says why that
 * may not be all: shells are not recorded, nothing was typed in one that is, or a recording became too long.
 */
export interface Evidence {
  readonly text?: string;
  readonly missing?: 'off' | 'elsewhere' | 'cut';
}

export type VerdictValue = 'pass' | 'not-yet' | 'broken';

/** The verdict on one expectation, in words of one language. One line each; no terminal escapes. */
export interface Finding {
  /** What is judged: "br0 has the address 192.168.200.1/24". */
  readonly what: string;
  readonly verdict: VerdictValue;
  readonly expected: string;
  /** Of what passed it is what was expected, unless that could not be looked at: then why. */
  readonly found: string;
  /** The first thing to look at: a command or a sentence. Empty when passed. */
  readonly look: string;
}

/** `findings` is never empty; verdict is broken if any is, else not-yet if any is, else pass. */
export interface Verdict {
  readonly verdict: VerdictValue;
  readonly findings: readonly Finding[];
}
