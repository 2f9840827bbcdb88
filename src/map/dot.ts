// The picture as a Graphviz graph (graphviz.org/doc/info/lang.html).
import type { Language } from '../course/types.ts';
import { graphOf, type GraphNode } from './graph.ts';
import type { Mark, NetworkMap } from './types.ts';

const COLOURS: Readonly<Record<Mark, string>> = {
  ok: '',
  missing: ', color="#b08000", style=dashed',
  wrong: ', color="#c02020", penwidth=2',
};

export function dotOf(map: NetworkMap, language: Language = 'en'): string {
  const { groups, edges } = graphOf(map, language);
  return [
    'graph network {',
    '  rankdir=LR;',
    '  graph [fontname="sans-serif", labeljust=l];',
    '  node [shape=box, fontname="monospace", fontsize=10];',
    ...groups.flatMap(({ id, title, mark, nodes }) => [
      `  subgraph cluster_${id} {`,
      `    label=${quote(title)}${COLOURS[mark].replaceAll(',', ';')};`,
      ...nodes.map(
        (node) => `    ${node.id} [label=${labelOf(node)}${shapeOf(node)}${COLOURS[node.mark]}];`,
      ),
      ...(nodes.length === 0 ? [`    ${id}_ [label="", style=invis];`] : []),
      '  }',
    ]),
    ...edges.map(({ from, to, kind, mark }) => {
      const look = kind === 'port' ? 'penwidth=2.5' : 'penwidth=1.5, color="#2e7d32"';
      return `  ${from} -- ${to} [${look}${COLOURS[mark]}];`;
    }),
    '}',
  ].join('\n');
}

function shapeOf({ kind }: GraphNode): string {
  if (kind === 'bridge') return ', shape=box3d';
  return kind === 'notes' ? ', shape=note' : '';
}

function labelOf({ kind, lines }: GraphNode): string {
  // Lines of notes begin at the left.
  const end = kind === 'notes' ? '\\l' : '\\n';
  return `"${lines.map(escape).join(end)}${kind === 'notes' ? '\\l' : ''}"`;
}

function quote(text: string): string {
  return `"${escape(text)}"`;
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
}
