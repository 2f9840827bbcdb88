// Judges NAT rules by their effect: a rule counts in whichever chain it stands, if packets reach that chain.
import { chainsFrom, optionOf } from '../observe/index.ts';
import type { NetworkState, Rule } from '../observe/types.ts';
import { containerName, containersOf, namespacesOf } from './find.ts';
import { broken, commandIn, finding, notYet, pass } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import { missingNamespace } from './namespaces.ts';
import { contains, parsePrefix } from './prefix.ts';
import type { Finding, NatExpectation } from './types.ts';

export function judgeNat(
  one: NatExpectation,
  state: NetworkState,
  messages: CheckMessages,
): Finding[] {
  const ref = one.in ?? 'host';
  const text = messages.nat;
  const masquerade = one.nat === 'masquerade';
  const source = one.source ?? null;
  const port = one.port ?? null;
  const to = one.to ?? null;
  const absent = one.absent === true;
  const want = masquerade
    ? absent
      ? text.wantNoMasquerade(source, ref)
      : text.wantMasquerade(source, ref)
    : absent
      ? text.wantNoDnat(port, ref, to)
      : text.wantDnat(port, ref, to);
  const namespaces = namespacesOf(state, ref);
  if (namespaces.length === 0) {
    return [absent ? pass(want) : missingNamespace(ref, want, state, messages)];
  }
  const rules = namespaces.find((namespace) => namespace.rules !== null)?.rules;
  if (!rules) return [broken(want, text.unread(ref), 'labs reset')];
  return [
    masquerade
      ? judgeMasquerade({ ref, want, absent, rules, source, messages })
      : judgeDnat({ ref, want, absent, rules, port, to, messages, state }),
  ];
}

interface Case {
  readonly ref: string;
  readonly want: string;
  readonly absent: boolean;
  readonly rules: readonly Rule[];
  readonly messages: CheckMessages;
}

function look(ref: string, ...chain: string[]): string {
  const command = ['iptables -t nat -S', ...chain].join(' ');
  return ref === 'host' ? `sudo ${command}` : commandIn(ref, command);
}

/** SNAT to the machine's address has the effect of MASQUERADE (iptables-extensions(8)), so both count. */
function judgeMasquerade({
  ref,
  want,
  absent,
  rules,
  source,
  messages,
}: Case & { readonly source: string | null }): Finding {
  const text = messages.nat;
  const all = reached(rules, ['POSTROUTING']).filter((rule) =>
    ['MASQUERADE', 'SNAT'].includes(optionOf(rule, '-j')?.value ?? ''),
  );
  // A rule for one protocol, port or receiver is not one for the prefix: Docker has such for hairpin traffic.
  const found = all.some((rule) => covers(rule, source) && !narrowed(rule));
  const at = look(ref, 'POSTROUTING');
  if (absent) return finding(!found, want, text.stillMasquerade(source, ref), at);
  if (found) return pass(want);
  const others = all
    .filter((rule) => !narrowed(rule))
    .flatMap((rule) => {
      const prefix = optionOf(rule, '-s')?.value;
      const target = optionOf(rule, '-j')?.value ?? '';
      return prefix === undefined ? [] : target === 'SNAT' ? `${prefix} (SNAT)` : prefix;
    });
  return notYet(
    want,
    source !== null && others.length > 0
      ? text.otherSource(source, ref, others)
      : text.noMasquerade(source, ref),
    at,
  );
}

function narrowed(rule: Rule): boolean {
  return (
    ['-p', '-i', '--dport', '--sport'].some((option) => rule.args.includes(option)) ||
    (rule.args.includes('-d') && !sparesItsOwn(rule))
  );
}

/** `-s NET ! -d NET`, as libvirt writes it: what stays inside is left alone, and all that goes out is covered. */
function sparesItsOwn(rule: Rule): boolean {
  const source = optionOf(rule, '-s');
  const spared = optionOf(rule, '-d');
  if (!source || !spared?.negated || source.negated) return false;
  const [from, to] = [parsePrefix(source.value), parsePrefix(spared.value)];
  return from !== null && to !== null && contains(from, to);
}

/** Whether the rule holds for packets of all of that source. */
function covers(rule: Rule, source: string | null): boolean {
  if (source === null) return true;
  const wanted = parsePrefix(source);
  const option = optionOf(rule, '-s');
  if (!option || !wanted) return option === null;
  const own = parsePrefix(option.value);
  if (!own) return false;
  return option.negated ? !contains(own, wanted) && !contains(wanted, own) : contains(own, wanted);
}

function judgeDnat({
  ref,
  want,
  absent,
  rules,
  port,
  to,
  messages,
  state,
}: Case & {
  readonly port: number | null;
  readonly to: string | null;
  readonly state: NetworkState;
}): Finding {
  const text = messages.nat;
  const all = reached(rules, ['PREROUTING', 'OUTPUT']).filter(
    (rule) => optionOf(rule, '-j')?.value === 'DNAT',
  );
  const otherPorts = [
    ...new Set(all.flatMap((rule) => optionOf(rule, '--dport', '--dports')?.value ?? [])),
  ];
  const targets = all
    .filter((rule) => hasPort(rule, port))
    .flatMap((rule) => optionOf(rule, '--to-destination')?.value ?? []);
  const wanted = to === null ? null : destinations(to, state);
  const right = targets.find((target) => wanted === null || wanted.includes(target));
  const at = look(ref);
  if (absent) {
    return finding(right === undefined, want, text.stillDnat(port, ref, right ?? ''), at);
  }
  if (right !== undefined) return pass(want);
  const found =
    targets.length > 0 && to !== null
      ? text.otherTo(port, ref, [...new Set(targets)], to)
      : otherPorts.length > 0
        ? text.otherPort(port, ref, otherPorts)
        : text.noDnat(port, ref);
  return notYet(want, found, at);
}

function hasPort(rule: Rule, port: number | null): boolean {
  if (port === null) return true;
  const single = optionOf(rule, '--dport', '--dports');
  if (!single || single.negated || optionOf(rule, '-p')?.value !== 'tcp') return false;
  return single.value.split(',').some((part) => {
    const [from, until = from] = part.split(':').map(Number);
    return from !== undefined && until !== undefined && from <= port && port <= until;
  });
}

/** ADDRESS:PORT as it stands; `container:NAME:PORT` as that of each of its addresses. */
function destinations(to: string, state: NetworkState): string[] {
  const cut = to.lastIndexOf(':');
  const name = containerName(to.slice(0, cut));
  if (name === null) return [to];
  return containersOf(state, name).flatMap((container) =>
    container.networks.flatMap(({ address }) =>
      address === null ? [] : [`${address}${to.slice(cut)}`],
    ),
  );
}

function reached(rules: readonly Rule[], starts: readonly string[]): Rule[] {
  const chains = new Set(starts.flatMap((start) => [...chainsFrom(rules, 'nat', start)]));
  return rules.filter(
    (rule) => rule.table === 'nat' && rule.position > 0 && chains.has(rule.chain),
  );
}
