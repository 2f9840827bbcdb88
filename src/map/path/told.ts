// What a path asks of each namespace beyond the map's look: its own rules, those of nftables beside them, and what its bridges ask.
import { asObject, asObjects, asString, parseRules, shellQuote } from '../../observe/index.ts';
import type { Namespace, NetworkState } from '../../observe/types.ts';

/** What one namespace told. */
export interface Told {
  /** Bridged packets pass its FORWARD chain too (net.bridge.bridge-nf-call-iptables; br_netfilter, which Docker loads). */
  readonly bridgesFilter: boolean;
  /** Tables of nftables that are not those of iptables and see packets: `inet mine`. */
  readonly tables: readonly string[];
  /** Its VXLANs, by the names of their links. */
  readonly tunnels: ReadonlyMap<string, Tunnel>;
  /** Macvlans that do not reach their neighbours on the same parent (modes other than `bridge`), by name. */
  readonly secluded: ReadonlySet<string>;
}

/** A VXLAN (ip-link(8)). */
export interface Tunnel {
  readonly vni: number;
  /** UDP port of its envelopes. */
  readonly port: number;
  /** The address that they come from; null: that of the route. */
  readonly local: string | null;
  /** Hosts that get what is for nobody it knows: the entries of zeros in its forwarding database. */
  readonly hosts: readonly string[];
  /** It remembers from which host a hardware address came. */
  readonly learns: boolean;
}

/** By the id of the namespace. */
export type ToldOf = ReadonlyMap<number, Told>;

/** A POSIX sh script for root. `nonce`: letters and digits that no output of the machine can foretell. */
export function tellScript({ namespaces }: NetworkState, nonce: string): string {
  const one = (namespace: Namespace, index: number): string => {
    const mark = (what: string) => `echo; echo '@${nonce} ${index} ${what}'`;
    // Each command costs the machine time: only where there is something to tell.
    const ofKind = (kind: string, ...commands: string[]): string[] =>
      namespace.links.some((link) => link.kind === kind) ? commands : [];
    const body = [
      `${mark('bridges')}; cat /proc/sys/net/bridge/bridge-nf-call-iptables`,
      `${mark('rules')}; iptables-save && { ${mark('read')}; }`,
      `${mark('nft')}; nft -j list chains`,
      ...ofKind(
        'vxlan',
        `${mark('vxlan')}; ip -d -j link show type vxlan`,
        `${mark('fdb')}; bridge -j fdb show`,
      ),
      ...ofKind('macvlan', `${mark('macvlan')}; ip -d -j link show type macvlan`),
    ].join('\n');
    return namespace.host
      ? body
      : `nsenter --net=${namespaceFile(namespace)} sh -c ${shellQuote(body)}`;
  };
  return ['exec 2>/dev/null </dev/null', ...namespaces.map(one), 'exit 0', ''].join('\n');
}

export function namespaceFile({ pid, names }: Namespace): string {
  return pid === null ? shellQuote(`/run/netns/${names[0] ?? ''}`) : `/proc/${pid}/ns/net`;
}

/** The state with the rules of every namespace that told them, and what else they told. */
export function readTold(
  state: NetworkState,
  output: string,
  nonce: string,
): { state: NetworkState; told: ToldOf } {
  const parts = new Map<string, string>();
  let key = '';
  for (const line of output.split('\n')) {
    const mark = line.startsWith(`@${nonce} `) ? line.slice(nonce.length + 2) : null;
    if (mark !== null) parts.set((key = mark), '');
    else parts.set(key, `${parts.get(key) ?? ''}${line}\n`);
  }
  const told = new Map<number, Told>();
  const namespaces = state.namespaces.map((namespace, index): Namespace => {
    const part = (what: string) => parts.get(`${index} ${what}`);
    if (part('bridges') === undefined) return namespace;
    const bridgesFilter = part('bridges')?.trim() === '1';
    told.set(namespace.id, {
      bridgesFilter,
      tables: tablesOf(part('nft') ?? ''),
      tunnels: tunnelsOf(part('vxlan') ?? '', part('fdb') ?? ''),
      secluded: secludedOf(part('macvlan') ?? ''),
    });
    const rules = part('read') === undefined ? namespace.rules : parseRules(part('rules') ?? '');
    return { ...namespace, rules };
  });
  return { state: { ...state, namespaces }, told };
}

/** Those that iptables-nft keeps its own rules in. */
const OF_IPTABLES = /^ip6? (filter|nat|mangle|raw|security)$/;
const FAMILIES = ['ip', 'inet', 'bridge', 'netdev'];

/** libnftables-json(5): a chain that packets come through by itself has a hook. */
function tablesOf(json: string): string[] {
  const tables = asObjects(asObject(parsed(json)).nftables).flatMap(({ chain }) => {
    const { family, table, hook } = asObject(chain);
    const name = `${asString(family) ?? ''} ${asString(table) ?? ''}`;
    const counts = asString(hook) !== null && FAMILIES.includes(asString(family) ?? '');
    return counts && !OF_IPTABLES.test(name) ? [name] : [];
  });
  return [...new Set(tables)];
}

/** `ip -d -j link show type vxlan`, and `bridge -j fdb show`. */
function tunnelsOf(links: string, entries: string): Map<string, Tunnel> {
  const fdb = asObjects(parsed(entries));
  const tunnels = new Map<string, Tunnel>();
  for (const [name, data] of dataOf(links)) {
    const [vni, port] = [data.id, data.port];
    // One that takes its number from each packet has none of its own.
    if (typeof vni !== 'number' || typeof port !== 'number' || data.external === true) continue;
    const hosts = fdb.flatMap(({ mac, ifname, dst }) =>
      ifname === name && mac === '00:00:00:00:00:00' ? (asString(dst) ?? []) : [],
    );
    tunnels.set(name, {
      ...{ vni, port, hosts },
      local: asString(data.local),
      learns: data.learning !== false,
    });
  }
  return tunnels;
}

/** `ip -d -j link show type macvlan`. */
function secludedOf(links: string): Set<string> {
  return new Set(dataOf(links).flatMap(([name, { mode }]) => (mode === 'bridge' ? [] : [name])));
}

/** Names of links, and what is told of their kind. */
function dataOf(links: string): [string, Readonly<Record<string, unknown>>][] {
  return asObjects(parsed(links)).flatMap(({ ifname, linkinfo }) => {
    const name = asString(ifname);
    return name === null ? [] : [[name, asObject(asObject(linkinfo).info_data)]];
  });
}

/** Undefined for what is no JSON. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
