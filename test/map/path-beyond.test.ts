// The way of a packet through a VXLAN and over a macvlan, on a recorded machine, and where it ends when something is missing.
import { describe, expect, it } from 'vitest';
import { drawPath } from '../../src/map/path/draw.ts';
import { endsOf, pathOf, type Ends, type Hop, type Path } from '../../src/map/path/index.ts';
import { traceOf } from '../../src/map/path/live.ts';
import type { Told, ToldOf } from '../../src/map/path/told.ts';
import type { Link, Namespace, NetworkState } from '../../src/observe/types.ts';
import { recordedForPath } from '../observe/recorded.ts';

const { state, told } = recordedForPath('overlay');

const idOf = (place: string) =>
  state.namespaces.find(({ names }) => names.includes(place))?.id ?? 0;

/** What one place tells, changed. */
function telling(place: string, change: (told: Told) => Partial<Told>): ToldOf {
  const own = told.get(idOf(place));
  if (!own) throw new Error(`${place} told nothing`);
  return new Map([...told, [idOf(place), { ...own, ...change(own) }]]);
}

/** The VXLAN of one place, changed. */
const tunnel = (place: string, change: object): ToldOf =>
  telling(place, ({ tunnels }) => ({
    tunnels: new Map([...tunnels].map(([name, one]) => [name, { ...one, ...change }])),
  }));

/** One place, changed. */
function withPlace(place: string, change: (at: Namespace) => Namespace): NetworkState {
  const namespaces = state.namespaces.map((one) => (one.names.includes(place) ? change(one) : one));
  return { ...state, namespaces };
}

/** One link, changed. */
function withLink(place: string, link: string, change: Partial<Link>): NetworkState {
  return withPlace(place, (at) => ({
    ...at,
    links: at.links.map((one) => (one.name === link ? { ...one, ...change } : one)),
  }));
}

function follow(from: string, to: string, at = state, tells = told): Path {
  return pathOf(at, endsOf(at, from, to) as Ends, tells);
}

/** Each hop as `PLACE WHAT`. */
const passed = (hops: readonly Hop[] = []): string[] =>
  hops.map(({ place, what }) => `${place} ${what}`);

const end = ({ there, back }: Path): Hop | undefined => (back ?? there).hops.at(-1);

describe('a VXLAN', () => {
  it('carries a packet in an envelope, whose own way is told, and its answer back', () => {
    const { there, back } = follow('box-a', 'box-b');
    expect(passed(there.hops)).toEqual([
      'box-a send',
      'box-a route',
      'box-a cable',
      'host-a bridge',
      'host-a wrap',
      'host-a route',
      'host-a cable',
      'host-b unwrap',
      'host-b bridge',
      'host-b cable',
      'box-b receive',
    ]);
    expect(there.hops[4]).toMatchObject({
      ...{ link: 'vxlan0', vni: 42 },
      packet: { source: '10.9.0.1', destination: '10.9.0.2', protocol: 'udp', port: 4789 },
    });
    expect(back?.arrives).toBe(true);
    expect(back?.hops.filter(({ what }) => what === 'wrap')).toHaveLength(1);
  });

  it('drops what is larger than it is, in silence', () => {
    const large = withLink('box-a', 'eth0', { mtu: 1500 });
    const { hops } = follow('box-a', 'box-b', large).there;
    expect(hops.filter(({ what }) => what === 'size')).toEqual([
      { place: 'host-a', what: 'size', link: 'vxlan0', mtu: 1450, told: false },
    ]);
    expect(follow('box-a', 'box-b').there.hops.map(({ what }) => what)).not.toContain('size');
  });

  it('without an entry of zeros knows nobody, until it has learned of somebody', () => {
    const path = follow('box-a', 'box-b', state, tunnel('host-a', { hosts: [] }));
    expect(end(path)).toMatchObject({ place: 'host-a', why: 'no-host', link: 'vxlan0' });
    // The answer goes where the question came from, unless the link was made with `nolearning`.
    const other = { hosts: [] };
    expect(follow('box-a', 'box-b', state, tunnel('host-b', other)).back?.arrives).toBe(true);
    const never = follow('box-a', 'box-b', state, tunnel('host-b', { ...other, learns: false }));
    expect(end(never)).toMatchObject({ place: 'host-b', why: 'no-host' });
    expect(never.there.arrives).toBe(true);
  });

  it.each([{ vni: 43 }, { port: 8472 }])('of another network (%o) takes no envelope', (other) => {
    const path = follow('box-a', 'box-b', state, tunnel('host-b', other));
    expect(end(path)).toMatchObject({ place: 'host-b', why: 'no-tunnel', detail: '42' });
  });

  it('ends where its envelope does', () => {
    const cut = withLink('host-b', 'eth0', { up: false });
    expect(end(follow('box-a', 'box-b', cut))).toMatchObject({ place: 'host-b', why: 'link-down' });
    const lost = follow('box-a', 'box-b', state, tunnel('host-a', { hosts: ['10.8.0.2'] }));
    expect(end(lost)).toMatchObject({ place: 'host-a', why: 'no-route', detail: '10.8.0.2' });
    expect(lost.there.hops.map(({ what }) => what)).toContain('wrap');
    const down = withLink('host-b', 'vxlan0', { up: false });
    expect(end(follow('box-a', 'box-b', down))).toMatchObject({ link: 'vxlan0', why: 'link-down' });
  });

  it('whose envelopes go into itself carries nothing, and is no endless work', () => {
    const inside = tunnel('host-a', { hosts: ['192.168.220.12'], local: '192.168.220.1' });
    const looped = withPlace('host-a', (at) => {
      const route = { ...at.routes[0]!, destination: '192.168.220.0/24', dev: 'br0', via: null };
      return { ...at, routes: [...at.routes, route] };
    });
    const path = follow('box-a', 'box-b', looped, inside);
    expect(end(path)).toMatchObject({ place: 'host-a', what: 'end' });
  });

  it('of which nothing was told is a link of its kind', () => {
    const path = follow('box-a', 'box-b', state, new Map());
    expect(end(path)).toMatchObject({ place: 'host-a', why: 'kind', detail: 'vxlan' });
  });
});

describe('a macvlan', () => {
  it('is reached over the cable of its parent, and reaches others there', () => {
    const { there, back } = follow('box-c', 'host-b');
    expect(passed(there.hops)).toEqual([
      'box-c send',
      'box-c route',
      'box-c macvlan',
      'host-a cable',
      'host-b receive',
    ]);
    expect(passed(back?.hops.slice(2))).toEqual([
      'host-b cable',
      'host-a macvlan',
      'box-c receive',
    ]);
  });

  it.each([
    ['box-c', '10.9.0.1'],
    ['host-a', '10.9.0.11'],
  ])('and its own parent do not reach each other: %s to %s', (from, to) => {
    expect(end(follow(from, to))).toMatchObject({
      ...{ place: 'host-a', what: 'end', why: 'own-parent' },
      ...{ link: 'mac0', detail: 'eth0' },
    });
  });

  it('reaches its neighbours on the same parent, but for those of other modes', () => {
    const mac0 = state.namespaces.find(({ id }) => id === idOf('box-c'))?.links.at(-1);
    if (mac0?.name !== 'mac0') throw new Error('box-c has no mac0');
    const near: Link = {
      ...{ ...mac0, name: 'mac1', index: 77 },
      addresses: [{ family: 'inet', address: '10.9.0.12', prefixLength: 24 }],
    };
    const at = withPlace('box-b', (box) => ({ ...box, links: [...box.links, near] }));
    expect(follow('box-c', '10.9.0.12', at).there.hops.slice(2)).toMatchObject([
      { place: 'box-c', what: 'macvlan', toPlace: 'host-a', toLink: 'eth0' },
      { place: 'host-a', what: 'macvlan', toPlace: 'box-b', toLink: 'mac1' },
      { place: 'box-b', what: 'receive' },
    ]);
    const secluded = telling('box-c', () => ({ secluded: new Set(['mac0']) }));
    const alone = follow('box-c', '10.9.0.12', at, secluded);
    expect(end(alone)).toMatchObject({ why: 'nobody', detail: '10.9.0.12' });
  });

  it('has its parent listened at by a trace', () => {
    expect(traceOf(state, follow('box-c', 'host-b'), 2000).places).toEqual([
      ...['box-c', 'host-a', 'host-b'],
    ]);
  });
});

describe('in words', () => {
  const drawn = (path: Path, language: 'en' | 'ja') =>
    drawPath(path, null, { width: 80, color: false, unicode: true, language }).join('\n');

  it('the envelope', () => {
    expect(drawn(follow('box-a', 'box-b'), 'en')).toContain(`
  host-a
    bridge     br0, in by veth-a, out by vxlan0
    wraps      vxlan0 puts it into an envelope of VXLAN 42: 10.9.0.1 → 10.9.0.2,
               UDP port 4789
    route      10.9.0.0/24 dev eth0 src 10.9.0.1
    cable      eth0 → eth0 in host-b
  host-b
    unwraps    vxlan0 takes it out of the envelope
`);
    expect(drawn(follow('box-a', 'box-b'), 'ja')).toContain(`
    カプセル化    vxlan0 が VXLAN 42 の封筒に入れる: 10.9.0.1 → 10.9.0.2、UDP
                  ポート 4789
`);
  });

  it.each([
    ['no-host', 'knows no host to send it to', tunnel('host-a', { hosts: [] })],
    ['no-tunnel', 'nothing here takes envelopes of VXLAN 42', tunnel('host-b', { vni: 1 })],
  ])('%s', (_, text, tells) => {
    expect(drawn(follow('box-a', 'box-b', state, tells), 'en')).toContain(text);
  });

  it('a macvlan and its parent', () => {
    const path = follow('box-c', 'host-a');
    expect(drawn(path, 'en')).toContain('mac0 sits on eth0: a macvlan and its own parent');
    expect(drawn(path, 'ja')).toContain('mac0 の親は eth0 です。');
  });

  it('of a trace: what should have arrived and was seen nowhere went otherwise', () => {
    const none = { sightings: [], answered: false, refused: false };
    const said = (path: Path) =>
      drawPath(path, none, { width: 200, color: false, unicode: true, language: 'en' }).at(-1);
    const never = tunnel('host-b', { hosts: [], learns: false });
    expect(said(follow('box-a', 'box-b', state, never))).toContain('not what the state foretold');
    expect(said(follow('box-c', 'host-a'))).toContain('As the state foretold');
  });
});
