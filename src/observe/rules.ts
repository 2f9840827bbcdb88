// Rules out of iptables-save (iptables-save(8), and the quoting of libxtables' xtables_save_string).
import type { Rule } from './types.ts';

/**
 * Every rule in the order it is tried, and each chain's policy as a rule of position 0 (`-P DROP`;
 * a chain of the user's own has `-P -`). Lines that are neither are passed over.
 */
export function parseRules(text: string): Rule[] {
  const rules: Rule[] = [];
  const positions = new Map<string, number>();
  let table = '';
  for (const line of text.split('\n')) {
    const [head = '', ...rest] = splitWords(line);
    if (head.startsWith('*')) table = head.slice(1);
    else if (head.startsWith(':') && rest[0] !== undefined) {
      rules.push({ table, chain: head.slice(1), position: 0, args: ['-P', rest[0]] });
    } else if (head === '-A' && rest[0] !== undefined) {
      const [chain, ...args] = rest as [string, ...string[]];
      const key = `${table} ${chain}`;
      const position = (positions.get(key) ?? 0) + 1;
      positions.set(key, position);
      rules.push({ table, chain, position, args });
    }
  }
  return rules;
}

/** Words at spaces; double quotes hold a word together, and a backslash in them keeps what follows. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|[^\s"]+/g;
  for (const match of line.matchAll(pattern)) {
    words.push(match[1] === undefined ? match[0] : match[1].replace(/\\(.)/g, '$1'));
  }
  return words;
}

/** The arguments after an option (`-s`, `--dport`), with whether it was negated; null when it is not there. */
export function optionOf(
  rule: Rule,
  ...names: readonly string[]
): { readonly value: string; readonly negated: boolean } | null {
  const at = rule.args.findIndex((word) => names.includes(word));
  const value = rule.args[at + 1];
  if (at < 0 || value === undefined) return null;
  return { value, negated: rule.args[at - 1] === '!' };
}

/** The chains of a table that packets reach from a built-in one, itself first, by the jumps of the rules. */
export function chainsFrom(rules: readonly Rule[], table: string, start: string): Set<string> {
  const reached = new Set([start]);
  for (const chain of reached) {
    for (const rule of rules) {
      if (rule.table !== table || rule.chain !== chain || rule.position === 0) continue;
      const target = optionOf(rule, '-j', '-g')?.value;
      if (target !== undefined && rules.some((r) => r.table === table && r.chain === target))
        reached.add(target);
    }
  }
  return reached;
}
