// IPv4 addresses and prefixes as numbers, for comparing what iptables and ip print with what a step expects.

export interface Prefix {
  /** The address as an unsigned 32-bit number. */
  readonly address: number;
  /** 0 to 32. */
  readonly length: number;
}

/** `192.168.200.1`, `192.168.200.0/24` or `default`; null when it is none of them. A missing length means 32. */
export function parsePrefix(text: string): Prefix | null {
  if (text === 'default') return { address: 0, length: 0 };
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const bytes = match.slice(1, 5).map(Number);
  const length = match[5] === undefined ? 32 : Number(match[5]);
  if (bytes.some((byte) => byte > 255) || length > 32) return null;
  return { address: bytes.reduce((sum, byte) => sum * 256 + byte, 0), length };
}

/** Whether all of `inner` lies in `outer`. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  const size = 2 ** (32 - outer.length);
  return (
    inner.length >= outer.length &&
    Math.floor(inner.address / size) === Math.floor(outer.address / size)
  );
}

/** Whether two texts mean the same prefix; texts that are no IPv4 prefixes are compared as they stand. */
export function samePrefix(one: string, other: string): boolean {
  const a = parsePrefix(one);
  const b = parsePrefix(other);
  if (!a || !b) return one === other;
  return a.length === b.length && contains(a, b);
}
