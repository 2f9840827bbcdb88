// Links judged on recorded machines: each expectation passes where it should, each mistake gives its exact reason.
import { describe, expect, it } from 'vitest';
import type { LinkExpectation } from '../../src/checks/types.ts';
import { reasons, stage, verdictOf } from './judged.ts';

const br0: LinkExpectation = {
  link: 'br0',
  kind: 'bridge',
  up: true,
  address: '192.168.200.1/24',
};
const plugged: LinkExpectation = {
  link: 'veth-host',
  kind: 'veth',
  up: true,
  master: 'br0',
  peer: 'veth-guest',
};
const eth1: LinkExpectation = {
  link: 'eth1',
  in: 'test',
  kind: 'veth',
  up: true,
  address: '192.168.200.102/24',
  peer: 'veth-host',
};

describe('in no bridge', () => {
  const out = (link: string): LinkExpectation => ({ link, master: 'none' });

  it('passes where the end lies loose', () => {
    expect(verdictOf('cable', out('veth-guest')).verdict).toBe('pass');
  });

  it('an end that is plugged in is told, and where', () => {
    expect(verdictOf('cable', out('veth-host')).findings).toEqual([
      {
        what: 'veth-host is in no bridge',
        verdict: 'not-yet',
        expected: 'veth-host is in no bridge',
        found: 'veth-host is a port of br0',
        look: 'ip link show veth-host',
      },
    ]);
  });
});

describe('a bridge', () => {
  it('passes on each aspect', () => {
    const { verdict, findings } = verdictOf('bridge', br0);
    expect(verdict).toBe('pass');
    expect(findings.map((one) => [one.what, one.look])).toEqual([
      ['br0 is a link of kind bridge', ''],
      ['br0 is up', ''],
      ['br0 has the address 192.168.200.1/24', ''],
    ]);
  });

  it('that is missing is one finding, not one an aspect', () => {
    expect(verdictOf('clean', br0)).toEqual({
      verdict: 'not-yet',
      findings: [
        {
          what: 'br0 exists',
          verdict: 'not-yet',
          expected: 'br0 exists',
          found: 'there is no link br0',
          look: 'ip link',
        },
      ],
    });
  });

  it('that is missing may have been made under another name', () => {
    const one = { link: 'br9', kind: 'bridge' };
    expect(reasons('bridge', one)).toEqual(['there is no link br9, but a bridge br0']);
    expect(reasons('bridge', { link: 'br9' })).toEqual(['there is no link br9']);
    // Those that Docker made are nobody's mistake.
    expect(reasons('published', one)).toEqual(['there is no link br9']);
  });

  it('of another kind, down, with another length', () => {
    expect(verdictOf('bridge-wrong', br0).findings.map((one) => [one.found, one.look])).toEqual([
      ['br0 is a link of kind dummy, not bridge', 'ip link show br0'],
      ['br0 is down', 'ip link show br0'],
      ['br0 has 192.168.200.1/16, not /24', 'ip addr show br0'],
    ]);
  });

  it('with the right address, and the same one with another length', () => {
    const { state, probes } = stage('bridge');
    const namespaces = state.namespaces.map((namespace) => ({
      ...namespace,
      links: namespace.links.map((link) => ({
        ...link,
        addresses: link.addresses.flatMap((one) =>
          one.address === '192.168.200.1' ? [{ ...one, prefixLength: 32 }, one] : [one],
        ),
      })),
    }));
    expect(reasons({ state: { ...state, namespaces }, probes }, br0)).toEqual([
      'br0 has 192.168.200.1/24, and 192.168.200.1/32 as well, left from before',
    ]);
  });

  it('whose address is on another link', () => {
    expect(reasons('address-elsewhere', { link: 'br0', address: '192.168.200.1/24' })).toEqual([
      'br0 has no address: 192.168.200.1/24 is on eth1',
    ]);
    expect(reasons('cable', { link: 'veth-guest', address: '10.1.2.3/24' })).toEqual([
      'veth-guest has no address',
    ]);
    expect(reasons('bridge', { link: 'br0', address: '192.168.200.9/24' })).toEqual([
      'br0 has 192.168.200.1/24, not 192.168.200.9/24',
    ]);
  });

  it('that should be gone or down', () => {
    expect(reasons('clean', { link: 'br0', absent: true })).toEqual([]);
    expect(reasons('bridge', { link: 'br0', absent: true })).toEqual([
      'br0 is still in the host namespace',
    ]);
    expect(reasons('bridge', { link: 'br0', up: false })).toEqual(['br0 is up']);
    expect(reasons('bridge-wrong', { link: 'br0', up: false })).toEqual([]);
  });
});

describe('a cable', () => {
  it('passes plugged in', () => {
    expect(reasons('cable', plugged)).toEqual([]);
    expect(reasons('cable', { link: 'veth-guest', up: true, peer: 'veth-host' })).toEqual([]);
  });

  it('in the wrong bridge, with another end', () => {
    expect(reasons('cable-elsewhere', plugged)).toEqual([
      'veth-host is not a port of br0, but of docker0',
      'the other end of veth-host is veth-other, not veth-guest',
    ]);
  });

  it('in no bridge; not a cable at all', () => {
    expect(reasons('cable', { link: 'veth-guest', master: 'br0' })).toEqual([
      'veth-guest is not a port of br0',
    ]);
    expect(reasons('bridge-wrong', { link: 'br0', peer: 'br1' })).toEqual([
      'br0 is a dummy, not one end of a cable',
    ]);
  });

  it('with both ends on the host, when one should be in test', () => {
    const expectations = [
      { link: 'veth-guest', absent: true },
      { link: 'veth-host', master: 'br0', 'peer-in': 'test' },
    ];
    expect(reasons('moved', expectations)).toEqual([]);
    expect(reasons('connected', expectations)).toEqual([]);
    expect(reasons('named', expectations)).toEqual([
      'veth-guest is still in the host namespace',
      'veth-guest is still in the host namespace',
    ]);
    expect(reasons('cable', expectations)).toEqual([
      'veth-guest is still in the host namespace',
      'there is no namespace test',
    ]);
  });

  it('with its end in another namespace, which is named', () => {
    expect(reasons('moved-elsewhere', { link: 'veth-host', 'peer-in': 'test' })).toEqual([
      'veth-guest is in host2, not in test',
    ]);
    expect(reasons('moved-elsewhere', { link: 'veth-guest', in: 'test' })).toEqual([
      'there is no link veth-guest in test: veth-guest is in host2',
    ]);
    expect(reasons('named', { link: 'veth-guest', in: 'test' })).toEqual([
      'there is no link veth-guest in test: veth-guest is still in the host namespace',
    ]);
    expect(reasons('moved', { link: 'veth-guest' })).toEqual([
      'there is no link veth-guest: veth-guest is in test',
    ]);
  });
});

describe('a link in a namespace', () => {
  it('passes', () => {
    expect(reasons('connected', eth1)).toEqual([]);
  });

  it('that was not renamed, or in a namespace that is not there', () => {
    expect(reasons('moved', eth1)).toEqual(['there is no link eth1 in test']);
    expect(reasons('cable', eth1)).toEqual(['there is no namespace test']);
    expect(reasons('named-stale', eth1)).toEqual([
      'the name test leads to no namespace: its process is gone, or never was',
    ]);
  });

  it('with another prefix length', () => {
    const { findings } = verdictOf('connected-wrong', eth1);
    expect(findings.filter((one) => one.verdict !== 'pass')).toEqual([
      {
        what: 'eth1 in test has the address 192.168.200.102/24',
        verdict: 'not-yet',
        expected: 'eth1 in test has the address 192.168.200.102/24',
        found: 'eth1 in test has 192.168.200.102/16, not /24',
        look: 'sudo ip -n test addr show eth1',
      },
    ]);
  });

  it('of a container, by name or of any', () => {
    const inside: LinkExpectation = { link: 'eth0', in: 'container:web', up: true };
    expect(reasons('published', inside)).toEqual([]);
    expect(
      reasons('published', { ...inside, in: 'container:*', address: '172.17.0.3/16' }),
    ).toEqual([]);
    expect(reasons('published', { ...inside, address: '172.17.0.3/16' })).toEqual([
      'eth0 in the container web has 172.17.0.2/16, not 172.17.0.3/16',
    ]);
    expect(reasons('clean', inside)).toEqual(['there is no container web']);
    expect(reasons('container-stopped', inside)).toEqual(['the container web is not running']);
    expect(reasons('clean', { ...inside, in: 'container:*' })).toEqual(['no container is running']);
  });

  it('says all of it in Japanese', () => {
    expect(reasons('connected-wrong', eth1, 'ja')).toEqual([
      '名前空間 test の eth1 のアドレスは 192.168.200.102/16 です。プレフィックス長が /24 ではありません',
    ]);
    expect(reasons('bridge-wrong', { link: 'br0', up: true }, 'ja')).toEqual(['br0 は down です']);
    expect(verdictOf('bridge', { link: 'br0', up: true }, 'ja').findings[0]?.what).toBe(
      'br0 が up であること',
    );
  });
});
