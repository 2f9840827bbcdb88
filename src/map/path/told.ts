// What a path asks of each namespace beyond the map's look: its own rules, those of nftables beside them, and what its bridges ask.
import { asObject, asObjects, asString, parseRules, shellQuote } from '../../observe/index.ts';
import type { Namespace, NetworkState } from '../../observe/types.ts';

/** What one namespace told. */
export interface Told {
  /** Bridged packets pass its FORWARD chain too (net.bridge.bridge-nf-call-iptables; br_netfilter, which Docker loads). */
  readonly bridgesFilter: boolean;
  /** Tables of nftables that are not those of iptables and see packets: `inet mine`. */
  readonly tables: readonly string[];
}

/** By the id of the namespace. */
export type ToldOf = ReadonlyMap<number, Told>;

/** A POSIX sh script for root. `nonce`: letters and digits that no output of the machine can foretell. */
export function tellScript({ namespaces }: NetworkState, nonce: string): string {
  const one = (namespace: Namespace, index: number): string => {
    const mark = (what: string) => `echo; echo '@${nonce} ${index} ${what}'`;
    const body = `${mark('bridges')}; cat /proc/sys/net/bridge/bridge-nf-call-iptables
${mark('rules')}; iptables-save && { ${mark('read')}; }
${mark('nft')}; nft -j list chains`;
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
    told.set(namespace.id, { bridgesFilter, tables: tablesOf(part('nft') ?? '') });
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
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return [];
  }
  const tables = asObjects(asObject(value).nftables).flatMap(({ chain }) => {
    const { family, table, hook } = asObject(chain);
    const name = `${asString(family) ?? ''} ${asString(table) ?? ''}`;
    const counts = asString(hook) !== null && FAMILIES.includes(asString(family) ?? '');
    return counts && !OF_IPTABLES.test(name) ? [name] : [];
  });
  return [...new Set(tables)];
}
