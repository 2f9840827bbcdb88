// The way of a packet where more than the host's iptables counts: other namespaces' rules, nftables, MTUs, and a bridge twice.
import { describe, expect, it, test } from 'vitest';
import { drawPath } from '../../src/map/path/draw.ts';
import { endsOf, pathOf, type Ends, type Hop, type Path } from '../../src/map/path/index.ts';
import { readTold, tellScript, type ToldOf } from '../../src/map/path/told.ts';
import type { Link, NetworkState, Route, Rule } from '../../src/observe/types.ts';
import { stage } from '../checks/judged.ts';

const rule = (table: string, chain: string, text: string): Rule => ({
  ...{ table, chain, position: 99 },
  args: text.split(' '),
});

/** The stage with rules before the host's own. */
function withRules(name: string, ...rules: Rule[]): NetworkState {
  const { state } = stage(name);
  const namespaces = state.namespaces.map((one) =>
    one.host ? { ...one, rules: [...rules, ...(one.rules ?? [])] } : one,
  );
  return { ...state, namespaces };
}

/** The state with some links otherwise. */
function withLinks(state: NetworkState, change: (link: Link, host: boolean) => Link): NetworkState {
  const namespaces = state.namespaces.map((one) => ({
    ...one,
    links: one.links.map((link) => change(link, one.host)),
  }));
  return { ...state, namespaces };
}

const hostTells = ({ namespaces }: NetworkState, bridgesFilter: boolean): ToldOf =>
  new Map([
    [
      namespaces[0]?.id ?? 0,
      { bridgesFilter, tables: [], tunnels: new Map(), secluded: new Set() },
    ],
  ]);

function follow(state: NetworkState, from: string, to: string, told: ToldOf = new Map()): Path {
  return pathOf(state, endsOf(state, from, to) as Ends, told);
}

const end = ({ there, back }: Path): Hop | undefined => (back ?? there).hops.at(-1);

describe('the answer of a published port', () => {
  const dnat = rule(
    'nat',
    'PREROUTING',
    '-d 192.168.99.100 -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
  );
  const call = (...rules: Rule[]) =>
    follow(withRules('published', dnat, ...rules), 'host2', '192.168.99.100:8080');

  it('is let through as from who sent it, and then gets the address and port that were called', () => {
    const { back } = call(rule('filter', 'FORWARD', '-s 172.17.0.2/32 --sport 80 -j ACCEPT'));
    expect(back?.arrives).toBe(true);
    const here = back?.hops.filter(({ place, what }) => place === 'host' && what !== 'bridge');
    expect(here).toMatchObject([
      { what: 'forward' },
      { what: 'route' },
      { what: 'rule', rule: '-A FORWARD -s 172.17.0.2/32 --sport 80 -j ACCEPT' },
      { what: 'rewrite', side: 'source', was: '172.17.0.2:80', now: '192.168.99.100:8080' },
      { what: 'cable' },
    ]);
  });

  it.each(['-s 172.17.0.2/32 -p tcp -j DROP', '-i docker0 -p tcp -m tcp --sport 80 -j DROP'])(
    'ends at -A FORWARD %s',
    (text) => {
      const { there, back } = call(rule('filter', 'FORWARD', text));
      expect([there.arrives, back?.arrives]).toEqual([true, false]);
      expect(back?.hops.at(-1)).toMatchObject({ place: 'host', what: 'end', why: 'dropped' });
    },
  );
});

describe('a published port, called from its own bridge', () => {
  const dnat = rule(
    'nat',
    'PREROUTING',
    '-p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
  );
  const state = withRules('published', dnat);
  const call = (from: string, bridgesFilter: boolean, at = state) =>
    follow(at, from, '192.168.99.100:8080', hostTells(at, bridgesFilter));

  it('by a neighbour: the answer is turned back on the bridge, where bridges ask iptables', () => {
    expect(end(call('client', true))).toMatchObject({
      ...{ place: 'container:client', what: 'receive' },
      packet: { source: '192.168.99.100', port: 8080 },
    });
  });

  it('by a neighbour: where they do not, it comes from somebody who was not asked', () => {
    const path = call('client', false);
    expect(path.back?.arrives).toBe(false);
    expect(end(path)).toMatchObject({
      why: 'stranger',
      detail: '172.17.0.2',
      link: '192.168.99.100',
    });
  });

  it('by itself: the port sends nothing back, unless its hairpin is on', () => {
    const { back, there } = call('web', true);
    expect(back).toBeNull();
    expect(there.hops.at(-1)).toMatchObject({ place: 'host', why: 'hairpin', detail: 'docker0' });
    const hairpin = withLinks(state, (link) => (link.master ? { ...link, hairpin: true } : link));
    expect(call('web', true, hairpin).back?.arrives).toBe(true);
  });

  it('by itself, and not masqueraded: it gets what says to come from itself', () => {
    // Docker has a rule for this: whoever writes DNAT by hand has not.
    const bare = {
      ...state,
      namespaces: state.namespaces.map((one) => ({
        ...one,
        rules: one.rules?.filter(({ args }) => !args.includes('MASQUERADE')) ?? null,
      })),
    };
    expect(end(call('web', false, bare))).toMatchObject({
      ...{ place: 'container:web', why: 'martian', detail: '172.17.0.2' },
    });
    expect(call('web', false).back?.arrives).toBe(true);
  });
});

describe('the tables before nat and filter', () => {
  const accept = rule('filter', 'DOCKER-USER', '-j ACCEPT');
  const begin = (table: string, chain: string): Rule => ({
    ...rule(table, chain, '-P ACCEPT'),
    position: 0,
  });
  const raw = [begin('raw', 'PREROUTING'), begin('mangle', 'FORWARD'), begin('mangle', 'INPUT')];
  const from = (source: string, to: string, ...rules: Rule[]) => {
    const state = withRules('published', accept, ...raw, ...rules);
    // host2 knows a way to the container, as somebody may who wants past the published ports.
    const way: Route = {
      ...{ destination: '172.17.0.0/16', via: '192.168.99.100', dev: 'eth0' },
      ...{ source: null, metric: 0, flags: [] },
    };
    const namespaces = state.namespaces.map((one) =>
      one.names.includes('host2') ? { ...one, routes: [way, ...one.routes] } : one,
    );
    return follow({ ...state, namespaces }, source, to);
  };

  it('end it at what Docker (28) has for whoever is routed to a container, also where filter lets it through', () => {
    const drop = rule('raw', 'PREROUTING', '-d 172.17.0.2/32 ! -i docker0 -j DROP');
    expect(end(from('host2', '172.17.0.2', drop))).toMatchObject({
      ...{ place: 'host', what: 'end', why: 'dropped' },
      detail: '-t raw -A PREROUTING -d 172.17.0.2/32 ! -i docker0 -j DROP',
    });
    expect(from('client', '172.17.0.2', drop).back?.arrives).toBe(true);
    expect(from('host2', '172.17.0.2').there.arrives).toBe(true);
  });

  it('end it in a later chain, and are doubted only where a rule not understood would drop', () => {
    expect(end(from('host2', '172.17.0.2', rule('mangle', 'FORWARD', '-j DROP')))).toMatchObject({
      detail: '-t mangle -A FORWARD -j DROP',
    });
    const input = rule('mangle', 'INPUT', '-j DROP');
    expect(end(from('host2', '192.168.99.100', input))).toMatchObject({ why: 'dropped' });
    const doubts = (...rules: Rule[]) =>
      from('host2', '172.17.0.2', ...rules).there.hops.filter(({ what }) => what === 'doubt');
    const odd = '-m odd --thing 1';
    expect(doubts(rule('mangle', 'FORWARD', `${odd} -j MARK`))).toEqual([]);
    expect(doubts(rule('mangle', 'FORWARD', `${odd} -j DROP`))).toMatchObject([{ about: 'rule' }]);
  });
});

describe('an MTU', () => {
  const sizes = ({ there, back }: Path) =>
    [...there.hops, ...(back?.hops ?? [])].flatMap((hop) =>
      hop.what === 'size' ? [[hop.place, hop.link, hop.mtu, hop.told]] : [],
    );
  const small = (name: string, mtu = 1400) =>
    withLinks(stage('published').state, (link, host) =>
      host && link.name === name ? { ...link, mtu } : link,
    );

  it('that is the same everywhere is not spoken of', () => {
    expect(sizes(follow(stage('published').state, 'client', '203.0.113.10'))).toEqual([]);
  });

  it('of a router is told to the sender, there and on the way back lost on the cable', () => {
    expect(sizes(follow(small('eth1'), 'client', '203.0.113.10'))).toEqual([
      ['host', 'eth1', 1400, true],
      ['host', 'eth1', 1400, false],
    ]);
  });

  it('of a cable is not told', () => {
    const state = withLinks(stage('published').state, (link, host) =>
      host && link.master === 'docker0' ? { ...link, mtu: 1000 } : link,
    );
    const path = follow(state, 'client', '203.0.113.10');
    expect(sizes(path)[0]).toMatchObject(['host', expect.stringMatching(/^veth/), 1000, false]);
    const text = drawPath(path, null, {
      ...{ width: 200, color: false, unicode: true, language: 'en' },
    }).join('\n');
    expect(text).toMatch(/MTU +more than 1000 bytes do not fit veth\w+: lost in silence/);
  });

  it('of the sender is its own matter; its answer is too large for it', () => {
    const { there, back } = follow(small('eth1'), 'host', '203.0.113.10');
    expect(sizes({ ...follow(small('eth1'), 'host', '203.0.113.10'), back: null })).toEqual([]);
    expect(there.arrives).toBe(true);
    expect(back?.hops.at(-2)).toMatchObject({ what: 'size', link: 'eth1', told: false });
  });
});

describe('what a namespace tells of itself', () => {
  const { state } = stage('published');
  const nonce = 'abcdef0123456789';
  const at = (name: string) => state.namespaces.findIndex(({ names }) => names.includes(name));
  const nft = JSON.stringify({
    nftables: [
      { metainfo: {} },
      { chain: { family: 'ip', table: 'nat', name: 'PREROUTING', hook: 'prerouting' } },
      { chain: { family: 'inet', table: 'mine', name: 'in', hook: 'input' } },
      { chain: { family: 'inet', table: 'mine', name: 'out', hook: 'output' } },
      { chain: { family: 'inet', table: 'idle', name: 'x' } },
    ],
  });
  const drop = '*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -d 203.0.113.0/24 -j DROP\nCOMMIT';
  const tells = (index: number, rules: string, more = '') =>
    `@${nonce} ${index} bridges\n1\n\n@${nonce} ${index} rules\n${rules}\n@${nonce} ${index} read\n\n@${nonce} ${index} nft\n${more}\n`;

  test('rules of another namespace stop a packet there', () => {
    const read = readTold(state, tells(at('host2'), drop), nonce);
    const path = follow(read.state, 'client', '203.0.113.10', read.told);
    expect(path.back).toBeNull();
    expect(end(path)).toMatchObject({
      ...{ place: 'host2', why: 'dropped', detail: '-A FORWARD -d 203.0.113.0/24 -j DROP' },
    });
  });

  test('nftables beside iptables is named, and not judged', () => {
    const read = readTold(state, tells(at('host2'), '', nft), nonce);
    const path = follow(read.state, 'client', '203.0.113.10', read.told);
    expect(path.back?.arrives).toBe(true);
    const doubts = path.there.hops.filter(({ what }) => what === 'doubt');
    expect(doubts).toEqual([
      { place: 'host2', what: 'doubt', about: 'nftables', detail: 'inet mine' },
    ]);
  });

  test('rules that could not be read are no rules, and said so', () => {
    const read = readTold(
      state,
      `@${nonce} ${at('host2')} bridges\n\n@${nonce} ${at('host2')} rules\n`,
      nonce,
    );
    const path = follow(read.state, 'client', '203.0.113.10', read.told);
    expect(path.there.hops).toContainEqual({
      ...{ place: 'host2', what: 'doubt', about: 'rules-unread', detail: '' },
    });
  });

  test('without another mark than the right one', () => {
    const read = readTold(state, tells(at('host2'), drop).replaceAll(nonce, 'wrong'), nonce);
    expect(read.told.size).toBe(0);
  });

  test('is asked in each of them', () => {
    const script = tellScript(state, nonce);
    expect(script.match(/^nsenter --net=/gm)).toHaveLength(state.namespaces.length - 1);
  });
});

describe('of a place with two addresses', () => {
  // The guest of lab 8: on docker0 and on br0, where its default route leads.
  it.each(['host', 'host2'])('from %s, the one that it calls others from', (from) => {
    expect(endsOf(stage('connected').state, from, 'guest')).toMatchObject({
      destination: '192.168.200.102',
    });
  });

  it('without a default route, the first', () => {
    const { state } = stage('connected');
    const namespaces = state.namespaces.map((one) => ({
      ...one,
      routes: one.routes.filter(({ destination }) => one.host || destination !== 'default'),
    }));
    expect(endsOf({ ...state, namespaces }, 'host', 'guest')).toMatchObject({
      destination: '172.17.0.2',
    });
  });
});

test('who has no route there sends with no address of its own loopback', () => {
  const { there } = follow(stage('connected').state, 'host2', '192.168.200.102');
  expect(there.hops[0]).toMatchObject({ what: 'send', packet: { source: '192.168.99.1' } });
  expect(there.hops.at(-1)).toMatchObject({ what: 'end', why: 'no-route' });
});
