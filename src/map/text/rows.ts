// What stands in a place's frame, row by row: its links (a bridge with its ports), routes, forwarding and NAT.
import { contains, parsePrefix } from '../../checks/index.ts';
import { inertLine } from '../../ui/inert.ts';
import type { StyleName } from '../../ui/style.ts';
import type { MapMessages } from '../messages/types.ts';
import type { Fact, MapLink, MapPlace, Mark, NetworkMap } from '../types.ts';
import type { Piece } from './canvas.ts';
import type { Signs } from './signs.ts';

/** Pieces that stay together on a line. */
export type Token = readonly Piece[];

export interface Row {
  /** The link whose cable begins here. */
  readonly link: string | null;
  readonly plug: 'up' | 'down' | 'missing' | null;
  /** Part of a bridge: its own row or a port's. */
  readonly bar: {
    readonly part: 'head' | 'port' | 'last' | 'none';
    readonly dashed: boolean;
  } | null;
  readonly tokens: readonly Token[];
}

export interface Frame {
  readonly place: MapPlace;
  readonly title: readonly Token[];
  readonly rows: readonly Row[];
}

export interface Words {
  readonly messages: MapMessages;
  readonly signs: Signs;
}

const STYLES: Readonly<Record<Mark, readonly StyleName[]>> = {
  ok: [],
  missing: ['yellow'],
  wrong: ['red'],
};

export function frameOf(place: MapPlace, map: NetworkMap, words: Words): Frame {
  return {
    place,
    title: titleOf(place, words),
    rows: [
      ...groupsOf(place, map).flatMap((group) => rowsOf(group, place, map, words)),
      ...restOf(place, map, words),
    ],
  };
}

/** A text with the sign of its mark. */
export function marked({ text, mark }: Fact, { signs }: Words, ...styles: StyleName[]): Token {
  const sign = mark === 'ok' ? '' : mark === 'missing' ? ` ${signs.missing}` : ` ${signs.wrong}`;
  return [{ text: inertLine(text) + sign, styles: [...STYLES[mark], ...styles] }];
}

function dim(text: string): Token {
  return [{ text: inertLine(text), styles: ['dim'] }];
}

function titleOf(place: MapPlace, words: Words): Token[] {
  const { messages } = words;
  const main = marked({ text: messages.title(place), mark: place.mark }, words, 'bold');
  // The title of a namespace is its first name; a container's names come after it.
  const first = place.containers.length > 0 || place.kind === 'host' ? 0 : 1;
  const aliases = place.names.slice(first);
  return [main, ...aliases.map(({ text, mark }) => marked({ text: `= ${text}`, mark }, words))];
}

interface Group {
  /** A bridge with its ports, or one link. */
  readonly links: readonly MapLink[];
  readonly bridge: boolean;
}

/** Links without a cable first, then bridges, then other cables, and the way to the outside last. */
function groupsOf(place: MapPlace, map: NetworkMap): Group[] {
  const names = new Set(place.links.map(({ name }) => name));
  const masterOf = (link: MapLink) => link.master ?? link.wants.master ?? null;
  const isPort = (link: MapLink) => names.has(masterOf(link) ?? '');
  const groups = place.links
    .filter((link) => !isPort(link))
    .map((link): Group => {
      const ports = place.links.filter((port) => masterOf(port) === link.name);
      return { links: [link, ...ports], bridge: link.kind === 'bridge' || ports.length > 0 };
    });
  const rank = ({ links: [first], bridge }: Group) => {
    if (bridge) return 1;
    const far = first && otherEnd(map, place.id, first.name);
    if (!far) return first?.mark === 'missing' ? 2 : 0;
    return map.places.find(({ id }) => id === far.place)?.kind === 'outside' ? 3 : 2;
  };
  return groups.sort((a, b) => rank(a) - rank(b));
}

export function otherEnd(
  map: NetworkMap,
  place: string,
  link: string,
): { place: string; link: string } | null {
  for (const { ends } of map.cables) {
    const at = ends.findIndex((end) => end.place === place && end.link === link);
    if (at >= 0) return ends[at === 0 ? 1 : 0];
  }
  return null;
}

function rowsOf({ links, bridge }: Group, place: MapPlace, map: NetworkMap, words: Words): Row[] {
  const [first, ...ports] = links;
  if (!first) return [];
  if (!bridge) return [linkRow(first, null, place, map, words)];
  const dashed = first.mark === 'missing';
  const head = linkRow(first, { part: 'head', dashed }, place, map, words);
  if (ports.length === 0 && dashed) return [head];
  if (ports.length === 0) {
    const none: Row = {
      link: null,
      plug: null,
      bar: { part: 'none', dashed },
      tokens: [dim(words.messages.noPorts)],
    };
    return [head, none];
  }
  return [
    head,
    ...ports.map((port, index) => {
      const part = index === ports.length - 1 ? 'last' : 'port';
      const loose = dashed || port.mark === 'missing' || port.master === null;
      return linkRow(port, { part, dashed: loose }, place, map, words);
    }),
  ];
}

function linkRow(
  link: MapLink,
  bar: Row['bar'],
  place: MapPlace,
  map: NetworkMap,
  words: Words,
): Row {
  const far = otherEnd(map, place.id, link.name);
  const state = link.mark === 'missing' ? 'missing' : link.up ? 'up' : 'down';
  return {
    link: link.name,
    plug: far === null ? null : state,
    bar,
    tokens: [
      marked(
        { text: link.name, mark: link.mark },
        words,
        ...((bar?.part === 'head' ? ['bold'] : []) as StyleName[]),
      ),
      ...kindTokens(link, words),
      ...link.addresses.map((address) => marked(address, words)),
      ...parentTokens(link, place, words),
      ...stateTokens(link, words),
      ...wantTokens(link, place, words),
      ...(link.kind === 'veth' && far === null && link.mark === 'ok'
        ? [dim(words.messages.lostPeer)]
        : []),
    ],
  };
}

/** Cables and cards need no word. */
function kindTokens({ kind, vni, wants }: MapLink, words: Words): Token[] {
  const name = (one: string) => words.messages.kinds[one] ?? one;
  if (wants.kind !== undefined) {
    return [
      marked({ text: name(kind), mark: 'wrong' }, words),
      marked({ text: name(wants.kind), mark: 'missing' }, words),
    ];
  }
  if (['veth', 'ether', ''].includes(kind)) return [];
  return [dim(vni === undefined ? name(kind) : `${name(kind)} id ${vni}`)];
}

/** What it sits on, with the place where that is another one. */
function parentTokens({ parent }: MapLink, place: MapPlace, words: Words): Token[] {
  if (!parent) return [];
  return [dim(words.messages.sitsOn(parent.link, parent.place === place.id ? null : parent.place))];
}

function stateTokens({ up, mark, wants }: MapLink, words: Words): Token[] {
  const { messages } = words;
  if (wants.up !== undefined)
    return [marked({ text: up ? messages.up : messages.down, mark: 'wrong' }, words)];
  return up || mark === 'missing' ? [] : [[{ text: messages.down, styles: ['yellow'] }]];
}

function wantTokens(link: MapLink, place: MapPlace, words: Words): Token[] {
  const { master, peer, peerIn } = link.wants;
  const { messages } = words;
  const wanted = (text: string) => marked({ text, mark: 'missing' }, words);
  const drawn = link.master === null && place.links.some(({ name }) => name === master);
  return [
    ...(master === undefined || drawn ? [] : [wanted(messages.inBridge(master))]),
    ...(peer === undefined ? [] : [wanted(messages.peerNamed(peer))]),
    ...(peerIn === undefined ? [] : [wanted(messages.peerIn(peerIn))]),
  ];
}

function restOf(place: MapPlace, map: NetworkMap, words: Words): Row[] {
  const rest = [
    ...place.routes.map(({ destination, via, dev, mark }) =>
      together(
        [
          destination,
          ...(via === null ? [] : [`via ${via}`]),
          ...(dev === null || isPlain(place, via, dev) ? [] : [`dev ${dev}`]),
        ],
        mark,
        words,
      ),
    ),
    ...forwardingOf(place, words),
    ...place.nat.map((nat) => {
      const target = map.places.find(({ id }) => nat.kind === 'port' && id === nat.place);
      return together(words.messages.nat(nat, target), nat.mark, words);
    }),
  ];
  return rest.map((tokens) => ({ link: null, plug: null, bar: null, tokens }));
}

/** The router is in the network of the link: then the link need not be named. */
function isPlain({ links }: MapPlace, via: string | null, dev: string): boolean {
  const router = parsePrefix(via ?? '');
  const link = links.find(({ name }) => name === dev);
  if (router === null || !link) return false;
  return link.addresses.some(({ text }) => {
    const own = parsePrefix(text);
    return own !== null && contains(own, router);
  });
}

/** The sign of the mark after the last word. */
function together(texts: readonly string[], mark: Mark, words: Words): Token[] {
  return texts.map((text, index) =>
    index === texts.length - 1
      ? marked({ text, mark }, words)
      : [{ text: inertLine(text), styles: STYLES[mark] }],
  );
}

/** Of the machine, and of whoever else stands between networks. */
function forwardingOf({ kind, forwarding, links }: MapPlace, words: Words): Token[][] {
  if (forwarding === null) return [];
  const between = links.filter(({ addresses }) => addresses.length > 0).length > 1;
  const shown =
    kind === 'host' ||
    forwarding.mark !== 'ok' ||
    (forwarding.on && between && kind !== 'container');
  return shown
    ? [[marked({ text: words.messages.forwarding(forwarding.on), mark: forwarding.mark }, words)]]
    : [];
}
