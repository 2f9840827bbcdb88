// What some steps of the course expect, as their steps.yaml say it.
import type { Expectation } from '../../src/checks/types.ts';

type Expect = readonly Expectation[];

export const STEPS = {
  bridge: [{ link: 'br0', kind: 'bridge', up: true, address: '192.168.200.1/24' }] as Expect,
  plug: [{ link: 'veth-host', up: true, master: 'br0', peer: 'veth-guest' }] as Expect,
  name: [{ namespace: 'test', container: '*' }] as Expect,
  move: [
    { link: 'veth-guest', absent: true },
    { link: 'veth-host', master: 'br0', 'peer-in': 'test' },
  ] as Expect,
  up: [
    { link: 'eth1', in: 'test', up: true, address: '192.168.200.102/24' },
    { link: 'veth-host', up: true, master: 'br0', 'peer-in': 'test' },
  ] as Expect,
  ping: [
    { link: 'br0', kind: 'bridge', up: true, address: '192.168.200.1/24' },
    { link: 'veth-host', up: true, master: 'br0', 'peer-in': 'test' },
    { link: 'eth1', in: 'test', up: true, address: '192.168.200.102/24' },
    { route: 'default', in: 'test', via: '192.168.200.1', dev: 'eth1' },
    { route: 'default', in: 'test', via: '172.17.0.1', absent: true },
    { nat: 'masquerade', source: '192.168.200.0/24' },
    { ping: '192.168.200.102' },
  ] as Expect,
  publish: [{ container: 'web', publishes: '8080:80' }] as Expect,
};
