// The picture as a graph, for languages that draw graphs themselves: namespaces as groups, links as nodes, cables as edges.
import type { Language } from '../course/types.ts';
import { inertLine } from '../ui/inert.ts';
import { wordsOf } from './messages/index.ts';
import { frameOf, type Row } from './text/rows.ts';
import { UNICODE } from './text/signs.ts';
import type { MapCable, MapLink, MapPlace, Mark, NetworkMap } from './types.ts';

export interface GraphNode {
  readonly id: string;
  readonly kind: 'bridge' | 'link' | 'notes';
  /** Of text, one fact a line. */
  readonly lines: readonly string[];
  readonly mark: Mark;
}

export interface GraphGroup {
  readonly id: string;
  readonly title: string;
  readonly mark: Mark;
  readonly nodes: readonly GraphNode[];
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** `port`: a link in its bridge. */
  readonly kind: 'cable' | 'port';
  readonly mark: Mark;
}

export interface Graph {
  readonly groups: readonly GraphGroup[];
  readonly edges: readonly GraphEdge[];
}

export function graphOf(map: NetworkMap, language: Language): Graph {
  const words = { messages: wordsOf(language), signs: UNICODE };
  const ids = new Map<string, string>();
  const key = (place: string, link: string) => `${place} ${link}`;
  map.places.forEach((place, at) => {
    place.links.forEach((link, index) => ids.set(key(place.id, link.name), `n${at}_${index}`));
  });
  const groups = map.places.map((place, at): GraphGroup => {
    const frame = frameOf(place, map, words);
    const notes = frame.rows.filter(({ link, bar }) => link === null && bar === null).map(textOf);
    return {
      id: `p${at}`,
      title: frame.title.map((token) => token.map(({ text }) => text).join('')).join(' '),
      mark: place.mark,
      nodes: [
        ...place.links.map((link, index): GraphNode => {
          const row = frame.rows.find((one) => one.link === link.name);
          const kind = row?.bar?.part === 'head' || link.kind === 'bridge' ? 'bridge' : 'link';
          return { id: `n${at}_${index}`, kind, lines: linesOf(row, link), mark: markOf(link) };
        }),
        ...(notes.length === 0
          ? []
          : [{ id: `t${at}`, kind: 'notes', lines: notes, mark: 'ok' } as const]),
      ],
    };
  });
  const edges = [
    ...map.places.flatMap((place) => portsOf(place, ids, key)),
    ...map.cables.flatMap((cable) => cableOf(cable, ids, key)),
  ];
  return { groups, edges };
}

type Key = (place: string, link: string) => string;

function portsOf(place: MapPlace, ids: ReadonlyMap<string, string>, key: Key): GraphEdge[] {
  return place.links.flatMap((link) => {
    const master = link.master ?? link.wants.master;
    const to = master === undefined ? undefined : ids.get(key(place.id, master));
    const from = ids.get(key(place.id, link.name));
    if (to === undefined || from === undefined) return [];
    const loose = link.master === null || link.mark === 'missing';
    return [{ from: to, to: from, kind: 'port', mark: loose ? 'missing' : 'ok' }];
  });
}

function cableOf(
  { ends, mark }: MapCable,
  ids: ReadonlyMap<string, string>,
  key: Key,
): GraphEdge[] {
  const [from, to] = ends.map(({ place, link }) => ids.get(key(place, link)));
  return from === undefined || to === undefined ? [] : [{ from, to, kind: 'cable', mark }];
}

function markOf(link: MapLink): Mark {
  if (link.mark !== 'ok') return link.mark;
  const wrong =
    Object.keys(link.wants).length > 0 || link.addresses.some(({ mark }) => mark !== 'ok');
  return wrong ? 'wrong' : 'ok';
}

function linesOf(row: Row | undefined, link: MapLink): string[] {
  return row
    ? row.tokens.map((token) => token.map(({ text }) => text).join(''))
    : [inertLine(link.name)];
}

function textOf({ tokens }: Row): string {
  return tokens.map((token) => token.map(({ text }) => text).join('')).join(' ');
}
