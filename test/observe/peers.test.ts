// Ends of cables when numbers collide: an index alone, or an index in the wrong kind of place, must not join two ends.
import { describe, expect, it } from 'vitest';
import type { RawLink } from '../../src/observe/links.ts';
import { withPeers } from '../../src/observe/peers.ts';

function veth(
  name: string,
  index: number,
  peerIndex: number,
  peerNamespace: number | null,
): RawLink {
  return {
    index,
    name,
    kind: 'veth',
    up: true,
    operState: 'UP',
    mac: '',
    mtu: 1500,
    master: null,
    peerIndex,
    peerNamespace,
    addresses: [],
  };
}

/** namespace/link → namespace/link of its other end. */
function joined(
  namespaces: Record<number, RawLink[]>,
  complete = false,
  numbers: Record<number, Record<number, number>> = {},
): Record<string, string | null> {
  const map = <T>(of: Record<number, T>): Map<number, T> =>
    new Map(Object.entries(of).map(([id, value]) => [Number(id), value]));
  const known = Object.entries(numbers).map(([id, of]) => [Number(id), map(of)] as const);
  const links = withPeers(map(namespaces), complete, new Map(known));
  return Object.fromEntries(
    [...links].flatMap(([id, list]) =>
      list.map(({ name, peer }) => [
        `${id}/${name}`,
        peer ? `${peer.namespace}/${peer.name}` : null,
      ]),
    ),
  );
}

describe('the other end of a cable', () => {
  it('is in the same namespace only where the kernel names no other', () => {
    expect(joined({ 1: [veth('a', 2, 3, null), veth('b', 3, 2, null)] })).toEqual({
      '1/a': '1/b',
      '1/b': '1/a',
    });
    // Both are ends of cables into namespaces that were not observed.
    expect(joined({ 1: [veth('a', 2, 3, 0), veth('b', 3, 2, 1)] })).toEqual({
      '1/a': null,
      '1/b': null,
    });
    expect(joined({ 1: [veth('a', 2, 3, null)], 2: [veth('b', 3, 2, null)] })).toEqual({
      '1/a': null,
      '2/b': null,
    });
  });

  it('is told from one of the same number by a cable that is clear', () => {
    // Namespace 1 calls 2 "0" and 3 "1"; 2/x and 3/x could both be the end of 1/a.
    expect(
      joined({
        1: [veth('a', 5, 2, 0), veth('clear', 6, 9, 0)],
        2: [veth('x', 2, 5, 0), veth('y', 9, 6, 0)],
        3: [veth('x', 2, 5, 0)],
      }),
    ).toEqual({ '1/a': '2/x', '1/clear': '2/y', '2/x': '1/a', '2/y': '1/clear', '3/x': null });
  });

  it('is told from one of the same number by what the namespace calls it', () => {
    const same = {
      1: [veth('eth0', 2, 2, 0)],
      2: [veth('eth0', 2, 2, 0)],
      3: [veth('eth0', 2, 2, 0)],
      4: [veth('eth0', 2, 2, 0)],
    };
    expect(joined(same, true)).toMatchObject({ '1/eth0': null, '3/eth0': null });
    expect(joined(same, true, { 1: { 0: 3 } })).toEqual({
      '1/eth0': '3/eth0',
      '3/eth0': '1/eth0',
      '2/eth0': '4/eth0',
      '4/eth0': '2/eth0',
    });
  });

  it('stays unknown rather than guessed, as long as its own may not have been seen', () => {
    const chain = {
      1: [veth('a', 3, 2, 0)],
      2: [veth('x', 2, 3, 0), veth('y', 3, 2, 1)],
      3: [veth('z', 2, 3, 0)],
    };
    expect(joined(chain)).toMatchObject({ '1/a': null });
    expect(joined(chain, true)).toEqual({ '1/a': '2/x', '2/x': '1/a', '2/y': '3/z', '3/z': '2/y' });
  });
});
