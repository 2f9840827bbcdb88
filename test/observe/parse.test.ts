// The state that is read from real machines' answers: namespaces, links, cables' ends, routes, rules, Docker, faults.
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/observe/types.ts';
import { parseObservation } from '../../src/observe/index.ts';
import { namespaceOf, recorded, recordedText } from './recorded.ts';
import { PROBES } from './stages.ts';

function linkOf(observation: Observation, namespace: string, name: string) {
  const link = namespaceOf(observation, namespace).links.find((one) => one.name === name);
  if (!link) throw new Error(`no link ${name} in ${namespace}`);
  return link;
}

describe('a fresh machine', () => {
  const observation = recorded('clean');
  const { state } = observation;

  it('has its own namespace first, and the outside world in two others', () => {
    expect(state.hostname).toBe('bridge-labs');
    expect(state.namespaces.map((one) => [one.host, one.names])).toEqual([
      [true, []],
      [false, ['host2']],
      [false, ['internet']],
    ]);
    expect(state.faults).toEqual([]);
    expect(state.staleNames).toEqual([]);
  });

  it('tells kinds, addresses and forwarding', () => {
    const { links, ipForward } = namespaceOf(observation, 'host');
    expect(links.map((one) => [one.name, one.kind, one.up])).toEqual([
      ['lo', 'loopback', true],
      ['eth0', 'ether', true],
      ['eth1', 'veth', true],
      ['docker0', 'bridge', true],
    ]);
    expect(linkOf(observation, 'host', 'docker0').addresses[0]).toEqual({
      family: 'inet',
      address: '172.17.0.1',
      prefixLength: 16,
    });
    expect(linkOf(observation, 'host', 'eth1').mtu).toBe(1500);
    expect(ipForward).toBe(true);
    expect(namespaceOf(observation, 'internet').ipForward).toBe(false);
  });

  it('finds the other end of a cable in another namespace', () => {
    const host2 = namespaceOf(observation, 'host2');
    expect(linkOf(observation, 'host', 'eth1').peer).toEqual({
      namespace: host2.id,
      index: linkOf(observation, 'host2', 'eth0').index,
      name: 'eth0',
    });
    expect(linkOf(observation, 'host2', 'eth1').peer?.namespace).toBe(
      namespaceOf(observation, 'internet').id,
    );
  });

  it('finds it where every namespace has links of the same name and number', () => {
    const hosts = recorded('two-hosts');
    const other = (namespace: string, link: string): string => {
      const { peer } = linkOf(hosts, namespace, link);
      const there = hosts.state.namespaces.find(({ id }) => id === peer?.namespace);
      return `${peer?.name} in ${there?.host ? 'host' : there?.names.join()}`;
    };
    expect(other('host-a', 'eth0')).toBe('eth0 in host-b');
    expect(other('host-a', 'veth-a')).toBe('eth0 in box-a');
    expect(other('box-b', 'eth0')).toBe('veth-b in host-b');
    expect(other('host', 'eth1')).toBe('eth0 in host2');
  });

  it("tells a tunnel's number, and what a link sits on, also across namespaces", () => {
    const stacked = recorded('stacked');
    const { id, links } = namespaceOf(stacked, 'host-a');
    const parent = { namespace: id, index: links.find(({ name }) => name === 'eth0')?.index };
    expect(linkOf(stacked, 'host', 'vxlan0').vni).toBe(42);
    expect(linkOf(stacked, 'host-a', 'mac0').parent).toEqual({ ...parent, name: 'eth0' });
    expect(linkOf(stacked, 'box-c', 'mac1').parent).toEqual({ ...parent, name: 'eth0' });
    expect(linkOf(stacked, 'host-a', 'eth0.7').parent).toEqual({ ...parent, name: 'eth0' });
    expect(linkOf(stacked, 'host-a', 'far')).not.toHaveProperty('parent');
    expect(linkOf(stacked, 'box-c', 'mac1').peer).toBeNull();
  });

  it('reads routes with router, link and source', () => {
    const { routes } = namespaceOf(observation, 'host');
    expect(routes).toContainEqual({
      destination: 'default',
      via: '10.0.2.2',
      dev: 'eth0',
      source: null,
      metric: 0,
      flags: [],
    });
    expect(routes).toContainEqual(
      expect.objectContaining({ destination: '203.0.113.0/24', via: '192.168.99.1', dev: 'eth1' }),
    );
    expect(routes).toContainEqual(
      expect.objectContaining({ destination: '192.168.99.0/24', source: '192.168.99.100' }),
    );
  });

  it('reads the rules, policies as position 0', () => {
    const rules = namespaceOf(observation, 'host').rules ?? [];
    expect(rules).toContainEqual({
      table: 'nat',
      chain: 'POSTROUTING',
      position: 1,
      args: ['-s', '172.17.0.0/16', '!', '-o', 'docker0', '-j', 'MASQUERADE'],
    });
    expect(rules).toContainEqual({
      table: 'filter',
      chain: 'FORWARD',
      position: 0,
      args: ['-P', 'DROP'],
    });
    expect(namespaceOf(observation, 'host2').rules).toBeNull();
  });

  it("reads Docker's networks", () => {
    expect(state.docker.running).toBe(true);
    expect(state.docker.containers).toEqual([]);
    expect(state.docker.networks.map((one) => [one.name, one.driver]).sort()).toEqual([
      ['bridge', 'bridge'],
      ['host', 'host'],
      ['none', 'null'],
    ]);
    expect(state.docker.networks.find((one) => one.name === 'bridge')).toMatchObject({
      subnets: ['172.17.0.0/16'],
      gateway: '172.17.0.1',
      bridge: 'docker0',
    });
  });
});

describe('probes', () => {
  it('keep status and output; stderr of a command apart', () => {
    const { probes } = recorded('clean');
    const [ping, ofContainers, http, fromAny, run, docker] = probes;
    expect(ping?.status).not.toBe(0);
    expect(ofContainers?.status).toBe(125);
    expect(http?.status).not.toBe(0);
    expect(fromAny?.status).toBe(125);
    expect(run).toMatchObject({ status: 0, output: '172.17.0.1\n', errors: '' });
    expect(docker).toMatchObject({ status: 3, output: 'bridge\nhost\nnone\n', errors: 'aside' });
  });

  it('run in containers, found by name or any', () => {
    const [, ofContainers, http, fromAny] = recorded('published').probes;
    expect(ofContainers?.status).toBe(0);
    expect(http?.status).toBe(0);
    expect(http?.output).toContain('Welcome to nginx!');
    expect(fromAny?.output).toContain('You called from 192.168.99.100');
  });
});

describe('containers', () => {
  const observation = recorded('published');

  it('are told with image, process, addresses, links and ports, each port once', () => {
    const [web, client] = ['web', 'client'].map((name) =>
      observation.state.docker.containers.find((one) => one.name === name),
    );
    expect(web).toMatchObject({
      image: 'nginx',
      running: true,
      networkMode: 'bridge',
      links: [],
      publishes: [{ hostPort: 8000, containerPort: 80, protocol: 'tcp' }],
    });
    expect(web?.networks).toEqual([
      { name: 'bridge', address: '172.17.0.2', gateway: '172.17.0.1' },
    ]);
    expect(client?.links).toEqual(['web']);
  });

  it('live in namespaces whose cable ends in docker0', () => {
    const { links, pid } = namespaceOf(observation, 'web');
    expect(pid).toBeGreaterThan(1);
    const peer = links.find((one) => one.name === 'eth0')?.peer;
    const host = namespaceOf(observation, 'host');
    expect(peer?.namespace).toBe(host.id);
    expect(host.links.find((one) => one.name === peer?.name)?.master).toBe('docker0');
  });

  it("are the same by dockerd's files, which a check reads, and by its API", () => {
    const told = (stage: string) =>
      recorded(stage).state.docker.containers.map(({ id, pid, ...container }) => ({
        ...container,
        id: id.length,
        pid: pid !== null && namespaceOf(recorded(stage), container.name).id > 0,
      }));
    const byName = (list: ReturnType<typeof told>) =>
      list.sort((a, b) => a.name.localeCompare(b.name));
    expect(byName(told('published-check'))).toEqual(byName(told('published')));
    expect(told('published-check')).toHaveLength(2);
    expect(recorded('published-check').state.faults).toEqual([]);
  });

  it('have no process once they are stopped', () => {
    const { state } = recorded('container-stopped');
    const web = state.docker.containers.find((one) => one.name === 'web');
    expect(web).toMatchObject({ running: false, pid: null, publishes: [] });
    expect(state.faults).toEqual([]);
  });
});

describe('what the learner builds', () => {
  it('a cable has both ends on the host at first', () => {
    const observation = recorded('cable');
    const host = namespaceOf(observation, 'host');
    expect(linkOf(observation, 'host', 'veth-host')).toMatchObject({
      kind: 'veth',
      up: true,
      master: 'br0',
      peer: { namespace: host.id, name: 'veth-guest' },
    });
    expect(linkOf(observation, 'host', 'veth-guest').peer?.name).toBe('veth-host');
  });

  it('a name can lead to the namespace of a container, to a fresh one, to the host, or nowhere', () => {
    expect(namespaceOf(recorded('named'), 'test').containers).toEqual(['guest']);
    expect(namespaceOf(recorded('named-fresh'), 'test')).toMatchObject({
      containers: [],
      pid: null,
    });
    expect(namespaceOf(recorded('named-host'), 'test').host).toBe(true);
    const { state } = recorded('named-stale');
    expect(state.staleNames).toEqual(['test']);
    expect(state.namespaces.flatMap((one) => one.names)).not.toContain('test');
  });

  it("a moved end is found where it is, told from the container's own cable", () => {
    const observation = recorded('connected');
    const test = namespaceOf(observation, 'test');
    expect(linkOf(observation, 'host', 'veth-host').peer).toMatchObject({
      namespace: test.id,
      name: 'eth1',
    });
    const docker = linkOf(observation, 'test', 'eth0').peer;
    expect(docker?.name).toMatch(/^veth[0-9a-f]{7}$/);
    expect(test.routes).toContainEqual(
      expect.objectContaining({ destination: 'default', via: '192.168.200.1', dev: 'eth1' }),
    );
    expect(observation.probes[0]?.status).toBe(0);
  });
});

describe('faults', () => {
  it.each([
    ['docker-stopped', 'docker-stopped', 'dockerd'],
    ['docker-hangs', 'docker-down', 'dockerd'],
    ['flushed', 'rules-gone', 'filter'],
    ['disk-full', 'disk-full', '/'],
    ['etc-gone', 'etc-gone', '/etc/passwd'],
    ['eth0-down', 'no-eth0', 'down'],
  ])('%s is told as %s', (stage, code, detail) => {
    expect(recorded(stage).state.faults).toEqual([{ code, detail }]);
  });

  it('a program that is missing, or says nothing that can be read, is told', () => {
    const text = recordedText('clean');
    const from = text.indexOf('recorded0nonce links\n') + 'recorded0nonce links\n'.length;
    const until = text.indexOf('\n@recorded0nonce =', from);
    const faultsWith = (links: string, status: number) => {
      const rest = text.slice(until).replace('= 0', `= ${status}`);
      return parseObservation(text.slice(0, from) + links + rest, PROBES, ['host']).state.faults;
    };
    expect(faultsWith(text.slice(from, until), 0)).toEqual([]);
    expect(faultsWith('', 127)).toEqual([{ code: 'no-command', detail: 'ip' }]);
    expect(faultsWith('[]\n[]\n', 1)).toEqual([{ code: 'unreadable', detail: 'ip' }]);
  });

  it('no command that would start Docker again runs while it is stopped', () => {
    const { state, probes } = recorded('docker-stopped');
    expect(probes[5]).toMatchObject({ status: 125, output: '' });
    expect(state.docker).toMatchObject({ running: false, containers: [] });
    expect(probes[4]?.output).toBe('172.17.0.1\n');
  });
});
