// The NAT rules that matter, as pictures tell them: whose address is replaced, which port leads where.
import { chainsFrom, optionOf } from '../observe/index.ts';
import type { Namespace, NetworkState, Rule } from '../observe/types.ts';
import type { Draft, MapNat } from './types.ts';

/** Rules that packets reach. Those for one protocol, port or receiver (Docker's, for hairpin traffic) say nothing of a network. */
export function natOf(
  { rules }: Namespace,
  state: NetworkState,
  ids: ReadonlyMap<number, string>,
): Draft<MapNat>[] {
  if (rules === null) return [];
  const shown = [
    ...reached(rules, ['POSTROUTING']).flatMap(masqueradeOf),
    ...reached(rules, ['PREROUTING', 'OUTPUT']).flatMap((rule) => portOf(rule, state, ids)),
  ];
  const seen = new Set<string>();
  return shown.filter((nat) => {
    const key = JSON.stringify(nat);
    return !seen.has(key) && seen.add(key);
  });
}

function reached(rules: readonly Rule[], starts: readonly string[]): Rule[] {
  const chains = new Set(starts.flatMap((start) => [...chainsFrom(rules, 'nat', start)]));
  return rules.filter(({ table, position, chain }) => {
    return table === 'nat' && position > 0 && chains.has(chain);
  });
}

function masqueradeOf(rule: Rule): Draft<MapNat>[] {
  const target = optionOf(rule, '-j')?.value;
  const narrow = ['-p', '--dport', '--sport'].some((option) => rule.args.includes(option));
  // `! -d NET` spares what stays inside (libvirt writes it so): the rest goes out under another address.
  const toOne = optionOf(rule, '-d')?.negated === false;
  if (narrow || toOne || (target !== 'MASQUERADE' && target !== 'SNAT')) return [];
  const out = optionOf(rule, '-o');
  const source = optionOf(rule, '-s');
  return [
    {
      kind: 'masquerade',
      source: source === null ? null : `${source.negated ? '! ' : ''}${source.value}`,
      out: out && !out.negated ? out.value : null,
      notOut: out?.negated ? out.value : null,
      to: target === 'SNAT' ? (optionOf(rule, '--to-source')?.value ?? null) : null,
      mark: 'ok',
    },
  ];
}

function portOf(
  rule: Rule,
  state: NetworkState,
  ids: ReadonlyMap<number, string>,
): Draft<MapNat>[] {
  const to = optionOf(rule, '--to-destination')?.value;
  if (optionOf(rule, '-j')?.value !== 'DNAT' || to === undefined) return [];
  const holder = state.namespaces.find(({ links }) =>
    links.some((link) => link.addresses.some(({ address }) => address === to.split(':')[0])),
  );
  return [
    {
      kind: 'port',
      protocol: optionOf(rule, '-p')?.value ?? 'ip',
      port: optionOf(rule, '--dport', '--dports')?.value ?? null,
      to,
      place: (holder && ids.get(holder.id)) ?? null,
      mark: 'ok',
    },
  ];
}
