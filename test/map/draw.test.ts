// The text picture on recorded stages: compared whole with pictures/, and what must hold at any width.
import { expect, test } from 'vitest';
import type { Expectation } from '../../src/checks/types.ts';
import { parseRules } from '../../src/observe/index.ts';
import type { NetworkState } from '../../src/observe/types.ts';
import { draw, drawMap, mapOf } from '../../src/map/index.ts';
import { widthOf } from '../../src/ui/layout.ts';
import { stage } from '../checks/judged.ts';
import { STEPS } from './steps.ts';

const plain = { color: false, unicode: true } as const;

function picture(name: string, wanted: readonly Expectation[] = [], more: object = {}): string {
  return `${draw(stage(name).state, { width: 80, ...plain, wanted, ...more }).join('\n')}\n`;
}

test.each(['clean', 'published', 'cable', 'moved', 'connected'])(
  '%s at 80 columns',
  async (name) => {
    await expect(picture(name)).toMatchFileSnapshot(`pictures/${name}.80.txt`);
  },
);

test('a tunnel with its number; what a macvlan or a VLAN sits on, in its own place or another', () => {
  const lines = picture('stacked').split('\n');
  const lineOf = (text: string) => lines.find((line) => line.includes(text));
  expect(lineOf('vxlan0')).toContain('vxlan0  vxlan id 42');
  expect(lineOf('mac0')).toContain('mac0  macvlan  on eth0  ');
  expect(lineOf('eth0.7')).toContain('eth0.7  vlan  on eth0  ');
  expect(lineOf('mac1')).toContain('mac1  macvlan  on eth0 in host-a');
  expect(picture('stacked', [], { language: 'ja' })).toContain('親は host-a の eth0');
});

test.each([60, 200])('connected at %i columns', async (width) => {
  await expect(picture('connected', [], { width })).toMatchFileSnapshot(
    `pictures/connected.${width}.txt`,
  );
});

test('connected in ASCII, and in Japanese', async () => {
  const ascii = picture('moved', STEPS.up, { unicode: false });
  expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
  await expect(ascii).toMatchFileSnapshot('pictures/moved.ascii.txt');
  await expect(picture('cable', STEPS.name, { language: 'ja' })).toMatchFileSnapshot(
    'pictures/cable.ja.txt',
  );
});

test.each([
  ['clean', 'bridge'],
  ['bridge-wrong', 'bridge'],
  ['bridge', 'plug'],
  ['cable-elsewhere', 'plug'],
  ['named', 'move'],
  ['connected-wrong', 'ping'],
  ['published', 'publish'],
] as const)('%s, with what the step "%s" wants', async (name, step) => {
  await expect(picture(name, STEPS[step])).toMatchFileSnapshot(
    `pictures/${name}.wants-${step}.txt`,
  );
});

test('a step that has all of it is said to have it', () => {
  const lines = draw(stage('connected').state, { width: 80, ...plain, wanted: STEPS.up });
  expect(lines.at(-1)).toBe(
    'Nothing that a map shows is missing for this step. labs check looks at more.',
  );
  expect(lines.join('\n')).not.toMatch(/[?✘]/);
});

test.each(['connected-wrong', 'published', 'cable-elsewhere', 'etc-gone', 'docker-hangs'])(
  '%s: at every width no line is longer, and colour changes no character',
  (name) => {
    const { state } = stage(name);
    for (const language of ['en', 'ja'] as const) {
      for (let width = 60; width <= 160; width += 10) {
        const options = { width, unicode: true, language, wanted: STEPS.ping };
        const lines = draw(state, { ...options, color: false });
        expect(Math.max(...lines.map(widthOf)), lines.join('\n')).toBeLessThanOrEqual(width);
        const coloured = draw(state, { ...options, color: true });
        expect(coloured.map((line) => line.replaceAll(/\x1b\[\d+m/g, ''))).toEqual(lines);
        for (const line of coloured) expect(opened(line)).toEqual([]);
      }
    }
  },
);

/** Styles that a line leaves on. */
function opened(line: string): string[] {
  const closing: Record<string, string> = { 22: '[12]', 39: '3[1-6]' };
  let open: string[] = [];
  for (const [, code = ''] of line.matchAll(/\x1b\[(\d+)m/g)) {
    const ends = closing[code];
    if (ends === undefined) open.push(code);
    else open = open.filter((one) => !new RegExp(`^${ends}$`).test(one));
  }
  return open;
}

test('every cable is drawn from plug to plug, whatever the width', () => {
  for (const name of ['published', 'connected', 'named']) {
    const map = mapOf(stage(name).state);
    for (let width = 60; width <= 160; width += 5) {
      const lines = drawMap(map, { width, ...plain });
      expect(lines.join('').match(/[●○]/g), lines.join('\n')).toHaveLength(map.cables.length * 2);
    }
  }
});

/** The stage "published" with so many more containers on docker0. */
function withContainers(count: number): NetworkState {
  const { state } = stage('published');
  const host = state.namespaces.find((one) => one.host)!;
  const web = state.namespaces.find(({ containers }) => containers.includes('web'))!;
  const port = host.links.find(({ peer }) => peer?.namespace === web.id)!;
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  const more = numbers.map((at) => ({
    ...web,
    id: 9000 + at,
    containers: [`c${at}`],
    links: web.links.map((link) =>
      link.peer === null
        ? link
        : { ...link, peer: { namespace: host.id, index: 600 + at, name: `port${at}` } },
    ),
  }));
  const ports = more.map(({ id }, at) => ({
    ...port,
    index: 601 + at,
    name: `port${at + 1}`,
    peer: { ...port.peer!, namespace: id },
  }));
  const own = { ...host, links: [...host.links, ...ports] };
  return {
    ...state,
    namespaces: [...state.namespaces.map((one) => (one.host ? own : one)), ...more],
  };
}

test('twenty containers: straight cables side by side; below one another, words in their place', () => {
  const state = withContainers(20);
  const wide = draw(state, { width: 80, ...plain });
  expect(wide.filter((line) => /┣━ port\d+ ●─+┼─+┼─● eth0/.test(line))).toHaveLength(20);
  const narrow = draw(state, { width: 60, ...plain });
  expect(Math.max(...narrow.map(widthOf))).toBeLessThanOrEqual(60);
  expect(narrow.join('\n')).toContain('┣━ port12  → eth0 in container c12 ●');
  expect(narrow.join('\n')).toContain('→ port12 in the machine (host) ●');
});

test('names from the machine cannot reach the terminal', () => {
  const { state } = stage('bridge');
  const evil = {
    ...state,
    namespaces: state.namespaces.map((namespace) => ({
      ...namespace,
      names: namespace.names.map((name) => `${name}\x1b[2J\u202e`),
      links: namespace.links.map((link) => ({ ...link, name: `${link.name}\x1b]0;x\x07` })),
    })),
  };
  expect(draw(evil, { width: 80, ...plain }).join('')).not.toMatch(/[\x00-\x1f\u202e]/);
});

test('an end that is to be in no bridge is wrong where it is in one, and needs no bridge where it is missing', () => {
  const none = (link: string): Expectation[] => [{ link, master: 'none' }];
  const markOf = (name: string, link: string): unknown =>
    mapOf(stage(name).state, { wanted: none(link) }).places[0]?.links.find(
      (one) => one.name === link,
    );
  expect(markOf('cable', 'veth-host')).toMatchObject({ mark: 'wrong', master: 'br0', wants: {} });
  expect(markOf('cable', 'veth-guest')).toMatchObject({ mark: 'ok', master: null, wants: {} });
  expect(markOf('clean', 'veth-guest')).toMatchObject({ mark: 'missing', master: null, kind: '' });
});

test('a port that is to lead anywhere has no arrow', () => {
  expect(picture('clean', [{ nat: 'dnat', port: 8081 }])).toMatch(/port 8081 \? +│/);
});

test.each([
  ['-s 192.168.200.0/24 ! -d 192.168.200.0/24', 'ok'],
  ['-s 192.168.200.0/24 -d 203.0.113.0/24', 'missing'],
])('addresses replaced by %s: %s', (match, mark) => {
  const { state } = stage('bridge');
  const text = `*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING ${match} -j MASQUERADE\nCOMMIT\n`;
  const namespaces = state.namespaces.map((one) =>
    one.host ? { ...one, rules: parseRules(text) } : one,
  );
  const wanted: Expectation[] = [{ nat: 'masquerade', source: '192.168.200.0/24' }];
  const { nat } = mapOf({ ...state, namespaces }, { wanted }).places[0]!;
  expect(nat.map((one) => one.mark)).toEqual([mark]);
});
