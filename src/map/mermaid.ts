// The picture as a Mermaid flowchart: GitHub and many wikis draw it where it stands (mermaid.js.org/syntax/flowchart.html).
import type { Language } from '../course/types.ts';
import { graphOf, type GraphEdge, type GraphNode } from './graph.ts';
import type { Mark, NetworkMap } from './types.ts';

const EDGES: Readonly<Record<GraphEdge['kind'], Readonly<Record<Mark, string>>>> = {
  cable: { ok: '---', missing: '-.-', wrong: '---' },
  port: { ok: '===', missing: '-.-', wrong: '===' },
};

export function mermaidOf(map: NetworkMap, language: Language = 'en'): string {
  const { groups, edges } = graphOf(map, language);
  const nodes = groups.flatMap((group) => group.nodes);
  const marked = (mark: Mark) =>
    [...nodes, ...groups].filter((one) => one.mark === mark).map(({ id }) => id);
  return [
    'flowchart LR',
    ...groups.flatMap(({ id, title, nodes: own }) => [
      `  subgraph ${id}["${escape(title)}"]`,
      ...own.map((node) => `    ${node.id}${shape(node)}`),
      // A group with nothing in it would be drawn as a node.
      ...(own.length === 0 ? [`    ${id}_[" "]`] : []),
      '  end',
    ]),
    ...edges.map(({ from, to, kind, mark }) => `  ${from} ${EDGES[kind][mark]} ${to}`),
    '  classDef missing stroke:#b08000,stroke-dasharray:4 3',
    '  classDef wrong stroke:#c02020,stroke-width:2px',
    ...(['missing', 'wrong'] as const).flatMap((mark) => {
      const ids = marked(mark);
      return ids.length === 0 ? [] : [`  class ${ids.join(',')} ${mark}`];
    }),
  ].join('\n');
}

function shape({ kind, lines }: GraphNode): string {
  const text = `"${lines.map(escape).join('<br/>')}"`;
  if (kind === 'bridge') return `[[${text}]]`;
  return kind === 'notes' ? `>${text}]` : `(${text})`;
}

/** Mermaid's own entities; what is in quotes needs no more (flowchart syntax, "Special characters"). */
function escape(text: string): string {
  return text
    .replaceAll('&', '#amp;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;');
}
