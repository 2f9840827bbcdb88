// The way of a packet on recorded stages: each hop, where it ends and why; and what a trace of a real one says.
import { describe, expect, it } from 'vitest';
import type { NetworkState, Rule } from '../../src/observe/types.ts';
import { drawPath } from '../../src/map/path/draw.ts';
import type { Live } from '../../src/map/path/live.ts';
import { endsOf, pathOf, type Hop, type Path } from '../../src/map/path/index.ts';
import { readTrace, traceOf } from '../../src/map/path/live.ts';
import { stage } from '../checks/judged.ts';

function follow(at: string | NetworkState, from: string, to: string, bridgesFilter = true): Path {
  const state = typeof at === 'string' ? stage(at).state : at;
  const ends = endsOf(state, from, to);
  if ('unknown' in ends) throw new Error(`unknown: ${ends.unknown}`);
  const host = state.namespaces[0]?.id ?? 0;
  return pathOf(
    state,
    ends,
    new Map([[host, { bridgesFilter, tables: [], tunnels: new Map(), secluded: new Set() }]]),
  );
}

/** Places in the order in which they are passed. */
function places(hops: readonly Hop[] = []): string[] {
  return hops.map(({ place }) => place).filter((place, at, all) => place !== all[at - 1]);
}

const last = ({ there, back }: Path) => (back ?? there).hops.at(-1);

/** The stage with the host's rules changed. */
function withRules(
  name: string,
  change: (rules: readonly Rule[]) => readonly Rule[],
): NetworkState {
  const { state } = stage(name);
  return {
    ...state,
    namespaces: state.namespaces.map((one) =>
      one.host ? { ...one, rules: change(one.rules ?? []) } : one,
    ),
  };
}

const rule = (table: string, chain: string, text: string): Rule => ({
  table,
  chain,
  position: 99,
  args: text.split(' '),
});

describe('a packet that arrives', () => {
  it('over one bridge and one cable, and back', () => {
    const path = follow('connected', 'host', 'test');
    expect(path).toMatchObject({ from: 'host', to: '192.168.200.102', protocol: 'icmp' });
    const { there, back } = follow('connected', 'host', '192.168.200.102');
    expect(there.arrives && back?.arrives).toBe(true);
    expect(there.hops.map(({ what }) => what)).toEqual([
      'send',
      'route',
      'bridge',
      'cable',
      'receive',
    ]);
    expect(there.hops[2]).toMatchObject({ bridge: 'br0', in: null, out: 'veth-host' });
    expect(places(back?.hops)).toEqual(['container:guest', 'host']);
  });

  it('from a container to the internet: masqueraded there, turned back here', () => {
    const { there, back } = follow('published', 'client', '203.0.113.10');
    expect(places(there.hops)).toEqual(['container:client', 'host', 'host2', 'internet']);
    expect(there.hops).toContainEqual({
      place: 'host',
      what: 'rewrite',
      side: 'source',
      was: '172.17.0.3',
      now: '192.168.99.100',
      rule: '-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    });
    expect(back?.arrives).toBe(true);
    expect(back?.hops).toContainEqual(
      expect.objectContaining({
        what: 'rewrite',
        side: 'destination',
        now: '172.17.0.3',
        rule: null,
      }),
    );
  });

  it('to a published port: DNAT there, and the answer has the address that was called', () => {
    const { there, back } = follow('published', 'host2', '192.168.99.100:8000');
    expect(there.hops).toContainEqual(
      expect.objectContaining({
        what: 'rewrite',
        was: '192.168.99.100:8000',
        now: '172.17.0.2:80',
      }),
    );
    expect(there.hops.at(-1)).toMatchObject({ place: 'container:web', what: 'receive' });
    expect(back?.hops.at(-1)).toMatchObject({
      place: 'host2',
      packet: { source: '192.168.99.100', destination: '192.168.99.1', port: 8000 },
    });
  });

  it('to an address of its own', () => {
    const { there, back } = follow('connected', 'host', '192.168.200.1');
    expect(there.hops.map(({ what }) => what)).toEqual(['send', 'local', 'receive']);
    expect(back?.arrives).toBe(true);
  });

  it('between containers: through FORWARD only where bridges ask iptables', () => {
    const rules = (path: Path) => path.there.hops.filter(({ what }) => what === 'rule');
    expect(rules(follow('published', 'client', 'web:80'))).toHaveLength(1);
    expect(rules(follow('published', 'client', 'web:80', false))).toHaveLength(0);
  });
});

describe('a packet that ends on the way', () => {
  it.each([
    ['connected', 'guest', '203.0.113.10', 'host', 'dropped', '-P FORWARD DROP'],
    ['moved', 'host', '192.168.200.102', 'container:guest', 'link-down', '192.168.200.102'],
    ['cable', 'host', '192.168.200.102', 'host', 'nobody', '192.168.200.102'],
    ['clean', 'internet', '172.17.0.1', 'internet', 'no-route', '172.17.0.1'],
    ['clean', 'host', '8.8.8.8', 'host', 'leaves', '10.0.2.2'],
    ['connected-wrong', 'guest', '203.0.113.10', 'internet', 'x', ''],
  ])('%s: %s to %s', (name, from, to, place, why, detail) => {
    const path = follow(name, from, to);
    // Docker's own network has NAT, so this one arrives.
    if (why === 'x') return expect(path.back?.arrives).toBe(true);
    expect(path.back).toBeNull();
    expect(last(path)).toMatchObject({ place, what: 'end', why, detail });
  });

  it('without MASQUERADE it arrives, and the answer finds no way back', () => {
    const open = withRules('connected', (rules) => [
      rule('filter', 'FORWARD', '-i br0 -j ACCEPT'),
      ...rules,
    ]);
    const path = follow(open, 'guest', '203.0.113.10');
    expect(path.there.arrives).toBe(true);
    expect(path.back?.arrives).toBe(false);
    expect(last(path)).toMatchObject({
      place: 'internet',
      why: 'no-route',
      detail: '192.168.200.102',
    });
  });

  it('where forwarding is off', () => {
    const { state } = stage('published');
    const off = {
      ...state,
      namespaces: state.namespaces.map((one) => (one.host ? { ...one, ipForward: false } : one)),
    };
    expect(last(follow(off, 'client', '203.0.113.10'))).toMatchObject({
      place: 'host',
      why: 'no-forwarding',
    });
  });

  it('a condition that is not understood is told, and taken as not fitting', () => {
    const limited = withRules('published', (rules) => [
      rule('filter', 'FORWARD', '-m limit --limit 3/hour -j DROP'),
      ...rules,
    ]);
    const path = follow(limited, 'client', '203.0.113.10');
    expect(path.back?.arrives).toBe(true);
    expect(path.there.hops).toContainEqual(
      expect.objectContaining({
        what: 'doubt',
        about: 'rule',
        detail: '-A FORWARD -m limit --limit 3/hour -j DROP',
      }),
    );
  });
});

it('says which word means nothing', () => {
  const { state } = stage('clean');
  expect(endsOf(state, 'nowhere', 'host')).toEqual({ unknown: 'nowhere' });
  expect(endsOf(state, 'host', 'nobody:80')).toEqual({ unknown: 'nobody:80' });
});

it('as text, in both languages', async () => {
  const options = { width: 80, color: false, unicode: true } as const;
  const path = follow('connected', 'guest', '203.0.113.10');
  const en = drawPath(path, null, { ...options, language: 'en' }).join('\n');
  await expect(`${en}\n`).toMatchFileSnapshot('pictures/path.en.txt');
  const ja = drawPath(path, null, { ...options, language: 'ja' }).join('\n');
  await expect(`${ja}\n`).toMatchFileSnapshot('pictures/path.ja.txt');
});

it('a connection: that packets arrive is no promise that anybody listens; a refusal is no success', () => {
  const options = { width: 120, color: false, unicode: true } as const;
  const path = follow('published', 'client', '203.0.113.10:81');
  const last = (live: Live | null, language: 'en' | 'ja') =>
    drawPath(path, live, { ...options, language }).at(-1);
  expect(last(null, 'en')).toBe(
    '✔ The packets arrive, and so do answers. Whether anybody listens on port 81 is not looked at: --live tries it.',
  );
  expect(last(null, 'ja')).toContain('ポート 81 で待ち受けるものがあるかは調べていません');
  const refused = { sightings: [], answered: true, refused: true };
  expect(last(refused, 'en')).toBe(
    '✘ It arrived, and was refused: nobody listens on that port. Its way was as the state foretold.',
  );
  expect(last(refused, 'ja')).toMatch(/^✘ .*ありません。道筋は/);
});

describe('a trace', () => {
  const { state } = stage('connected');
  const path = follow('connected', 'guest', '203.0.113.10');
  const trace = traceOf(state, path, 4711);

  it('listens at each place of the path, and sends from where it begins', () => {
    expect(trace.places).toEqual(['container:guest', 'host']);
    expect(trace.script).toMatch(
      /nsenter --net=\/proc\/\d+\/ns\/net ping -n -c 1 -W 2 -e 4711 '203\.0\.113\.10'/,
    );
    expect(trace.script.match(/timeout 15 tcpdump/g)).toHaveLength(2);
  });

  it('is read in the order of time, and compared with what was foretold', () => {
    const line = (at: string, link: string, way: string) =>
      `${at} ${link}  ${way} IP 192.168.200.102 > 203.0.113.10: ICMP echo request, id 4711, seq 1, length 64`;
    const output = [
      'status 1',
      'place 0',
      line('10.100000', 'eth1', 'Out'),
      'place 1',
      line('10.200000', 'veth-host', 'P  '),
      line('10.300000', 'br0', 'In '),
    ].join('\n');
    const live = readTrace(output, trace);
    expect(live.answered).toBe(false);
    expect(live.sightings.map(({ place, link, direction }) => [place, link, direction])).toEqual([
      ['container:guest', 'eth1', 'out'],
      ['host', 'veth-host', 'by'],
      ['host', 'br0', 'in'],
    ]);
    const options = { width: 80, color: false, unicode: true, language: 'en' } as const;
    expect(drawPath(path, live, options).join('\n')).toMatch(
      /✘ It was not answered. Last seen on br0 in the machine \(host\)\. As the state\nforetold\.$/,
    );
  });
});
