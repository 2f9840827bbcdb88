// The pictures in docs/ are what the program draws of states recorded from a real machine; and what SVG, Mermaid and DOT must hold.
// Drawn anew with: npx vitest run --project unit test/map -u
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draw, dotOf, mapOf, mermaidOf } from '../../src/map/index.ts';
import { drawPath } from '../../src/map/path/draw.ts';
import { endsOf, pathOf, type Ends } from '../../src/map/path/index.ts';
import { svgOf } from '../../src/map/svg/index.ts';
import { stage } from '../checks/judged.ts';
import { recordedForPath } from '../observe/recorded.ts';
import { STEPS } from './steps.ts';

const STAGES = ['clean', 'published', 'cable', 'moved', 'connected'] as const;

test.each(STAGES)('docs/map/%s.svg', async (name) => {
  const svg = await svgOf(mapOf(stage(name).state));
  await expect(svg).toMatchFileSnapshot(`../../docs/map/${name}.svg`);
});

test('docs/map/wanted.svg', async () => {
  const svg = await svgOf(mapOf(stage('named').state, { wanted: STEPS.move }));
  await expect(svg).toMatchFileSnapshot('../../docs/map/wanted.svg');
});

/** Each fenced block after `<!-- map: STAGE [STEP] -->`. */
test('the text pictures in docs/map.md', () => {
  const page = readFileSync(new URL('../../docs/map.md', import.meta.url), 'utf8');
  const blocks = [...page.matchAll(/<!-- map: (\S+)(?: (\S+))? -->\n+```text\n([^]*?)```/g)];
  expect(blocks.map(([, name]) => name)).toEqual([...STAGES, 'named']);
  for (const [, name = '', step, shown] of blocks) {
    const wanted = step === undefined ? [] : STEPS[step as keyof typeof STEPS];
    const lines = draw(stage(name).state, { width: 80, color: false, unicode: true, wanted });
    expect(shown).toBe(`${lines.join('\n')}\n`);
  }
});

const page = readFileSync(new URL('../../docs/map.md', import.meta.url), 'utf8');
const paths = Array.from(
  page.matchAll(/<!-- path: (\S+) (\S+) (\S+) -->\n+```text\n([^]*?)```/g),
  ([, name = '', from = '', to = '', shown = '']) => ({ name, from, to, shown }),
);

test('docs/map.md has paths', () => {
  expect(paths).toHaveLength(2);
});

test.each(paths)('the path in docs/map.md: $name', ({ name, from, to, shown }) => {
  const { state, told } = recordedForPath(name);
  const path = pathOf(state, endsOf(state, from, to) as Ends, told);
  const options = { width: 80, color: false, unicode: true, language: 'en' } as const;
  expect(shown).toBe(`${drawPath(path, null, options).join('\n')}\n`);
});

test('the same map gives the same SVG; its reader chooses light or dark, unless one is asked for', async () => {
  const map = mapOf(stage('published').state);
  const svg = await svgOf(map);
  expect(await svgOf(map)).toBe(svg);
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
  const dark = await svgOf(map, { theme: 'dark' });
  expect(dark).not.toContain('@media');
  expect(dark).toContain('.ground { fill: #0d1117; }');
});

test('names cannot break out of SVG, Mermaid or DOT', async () => {
  const { state } = stage('bridge');
  const name = 'a"]<b>&\\';
  const evil = {
    ...state,
    namespaces: state.namespaces.map((namespace) => ({
      ...namespace,
      links: namespace.links.map((link) => (link.name === 'br0' ? { ...link, name } : link)),
    })),
  };
  const map = mapOf(evil);
  expect(await svgOf(map)).toContain('a&quot;]&lt;b&gt;&amp;\\');
  expect(mermaidOf(map)).toContain(
    '[["a#quot;]#lt;b#gt;#amp;\\<br/>bridge<br/>192.168.200.1/24"]]',
  );
  expect(dotOf(map)).toContain('[label="a\\"]<b>&\\\\\\nbridge\\n192.168.200.1/24", shape=box3d]');
});

test('Mermaid and DOT have each cable, and what is missing dashed', () => {
  const map = mapOf(stage('bridge').state, { wanted: STEPS.plug });
  const mermaid = mermaidOf(map);
  expect(mermaid.match(/ --- /g)).toHaveLength(2);
  expect(mermaid.match(/ -\.- /g)).toHaveLength(2);
  expect(mermaid).toMatch(/^ {2}class n0_\d,n0_\d missing$/m);
  const dot = dotOf(map);
  expect(dot.match(/ -- /g)).toHaveLength(4);
  expect(dot.match(/ -- .*style=dashed/g)).toHaveLength(2);
});
