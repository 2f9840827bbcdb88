// The picture as text: the sheet, and below it what its signs mean and what the step still wants.
import type { Language } from '../course/types.ts';
import { inertLine } from '../ui/inert.ts';
import { layOut } from '../ui/layout.ts';
import type { StyleName } from '../ui/style.ts';
import { wordsOf } from './messages/index.ts';
import type { MapMessages } from './messages/types.ts';
import { isCrowded, withLabels } from './text/labels.ts';
import { paint } from './text/paint.ts';
import { frameOf } from './text/rows.ts';
import { sheetOf } from './text/sheet.ts';
import { ASCII, UNICODE, type Signs } from './text/signs.ts';
import type { MapPlace, NetworkMap } from './types.ts';

export interface DrawMapOptions {
  /** Columns; 60 or more for a picture that can be read. */
  readonly width: number;
  /** Rows that the picture may take so that cables run straight; it takes more only where it must. Default 20. */
  readonly height?: number;
  readonly color: boolean;
  /** false: ASCII only. */
  readonly unicode: boolean;
  /** Default English. */
  readonly language?: Language;
  /** false: the picture alone, without what its signs mean and the list of what is left. Default true. */
  readonly notes?: boolean;
}

const DEFAULT_HEIGHT = 20;

export function drawMap(map: NetworkMap, options: DrawMapOptions): string[] {
  const { width, height = DEFAULT_HEIGHT, color, unicode, language = 'en', notes = true } = options;
  const words = { messages: wordsOf(language), signs: unicode ? UNICODE : ASCII };
  const frames = map.places.map((place) => frameOf(place, map, words));
  const drawn = sheetOf(frames, map, width, height);
  const sheet = isCrowded(drawn)
    ? sheetOf(withLabels(frames, map, words.messages), { ...map, cables: [] }, width, height)
    : drawn;
  const picture = paint(sheet, words.signs, unicode).lines(color);
  const lines = notes
    ? [...picture, ...legend(map, words, options), ...list(map, words, options)]
    : picture;
  return unicode ? lines : lines.map(plain);
}

interface Words {
  readonly messages: MapMessages;
  readonly signs: Signs;
}

/** Only the signs that are in this picture; where all is well none needs a word. */
function legend(
  map: NetworkMap,
  { messages, signs }: Words,
  { width, color }: DrawMapOptions,
): string[] {
  const links = map.places.flatMap((place) => place.links);
  const has = (mark: string) => JSON.stringify(map.places).includes(`"mark":"${mark}"`);
  const wants = links.some((link) => Object.keys(link.wants).length > 0);
  // Signs that stand at the ends of cables alone.
  const ends = map.cables.flatMap((cable) => cable.ends);
  const down = map.places.some(({ id, links: own }) =>
    own.some(({ name, up }) => !up && ends.some((end) => end.place === id && end.link === name)),
  );
  const entries: [string, string, StyleName][] = [
    ...(down ? entry(signs.plug.up, messages.legend.up, 'green') : []),
    ...(down ? entry(signs.plug.down, messages.legend.down, 'yellow') : []),
    ...(has('missing') || wants ? entry(signs.missing, messages.legend.missing, 'yellow') : []),
    ...(has('wrong') || links.some(hasWrong)
      ? entry(signs.wrong, messages.legend.wrong, 'red')
      : []),
  ];
  if (entries.length === 0) return [];
  const spans = entries.flatMap(([sign, text, style], index) => [
    { text: `${index === 0 ? '' : '   '}${sign}`, styles: [style] },
    { text: ` ${text}`, styles: ['dim' as const] },
  ]);
  return layOut(spans, width, color);
}

function entry(sign: string, text: string, style: StyleName): [string, string, StyleName][] {
  return [[sign, text, style]];
}

function hasWrong({ wants }: MapPlace['links'][number]): boolean {
  return wants.kind !== undefined || wants.up !== undefined;
}

function list(
  map: NetworkMap,
  { messages, signs }: Words,
  { width, color }: DrawMapOptions,
): string[] {
  const faults = map.faults.map(({ found }) => item(found, signs.wrong, 'red', width, color));
  // Two expectations may be missing the same thing.
  const reasons = [...new Set(map.left.map(({ found }) => found))];
  const left = reasons.map((found) => item(found, signs.open, 'yellow', width, color));
  if (faults.length + left.length === 0) {
    return map.judged === 0
      ? []
      : ['', ...layOut([{ text: messages.nothingLeft, styles: [] }], width, color)];
  }
  const heading =
    left.length > 0 ? layOut([{ text: messages.left, styles: ['bold'] }], width, color) : [];
  return ['', ...faults.flat(), ...heading, ...left.flat()];
}

function item(
  text: string,
  sign: string,
  style: StyleName,
  width: number,
  color: boolean,
): string[] {
  const lines = layOut([{ text: inertLine(text), styles: [] }], width - 4, color);
  const [mark = ''] = layOut([{ text: sign, styles: [style] }], 4, color);
  return lines.map((line, index) => `  ${index === 0 ? mark : ' '} ${line}`);
}

/** What a terminal without UTF-8 can show of our own words. */
function plain(line: string): string {
  return line.replaceAll('→', '->').replaceAll('…', '~');
}
