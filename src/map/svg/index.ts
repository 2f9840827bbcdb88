// The picture as SVG: boxes of namespaces, laid out by ELK, in colours that suit its reader's screen.
import type { Language } from '../../course/types.ts';
import { wordsOf } from '../messages/index.ts';
import { frameOf } from '../text/rows.ts';
import type { Piece } from '../text/canvas.ts';
import { UNICODE } from '../text/signs.ts';
import type { MapCable, NetworkMap } from '../types.ts';
import { boxesOf, type Box, type BoxCable, type BoxRow } from './boxes.ts';
import { layOutBoxes, type Layout, type Point } from './layout.ts';
import { FONT, styleSheet, type Theme } from './theme.ts';

export interface SvgOptions {
  readonly language?: Language;
  /** `auto` follows prefers-color-scheme. Default auto. */
  readonly theme?: Theme;
}

/** The whole file. The same map always gives the same text. Throws LabsError `no-library`. */
export async function svgOf(map: NetworkMap, options: SvgOptions = {}): Promise<string> {
  const { language = 'en', theme = 'auto' } = options;
  const messages = wordsOf(language);
  const frames = map.places.map((place) => frameOf(place, map, { messages, signs: UNICODE }));
  const { boxes, cables } = boxesOf(frames, map);
  const layout = await layOutBoxes(boxes, cables);
  const title = map.places.map((place) => messages.title(place)).join(', ');
  const [width, height] = [layout.width, layout.height].map(Math.ceil) as [number, number];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<style>\n${styleSheet(theme)}\n</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    ...boxes.map((box) => drawBox(box, corner(layout, box.id))),
    ...cables.map((cable, index) => drawCable(cable, boxes, layout, index)),
    ...boxes.map((box) => drawPlugs(box, corner(layout, box.id))),
    '</svg>',
    '',
  ].join('\n');
}

function corner({ corners }: Layout, id: string): Point {
  return corners.get(id) ?? { x: 0, y: 0 };
}

function drawBox(box: Box, { x, y }: Point): string {
  const { mark } = box.frame.place;
  const dashed = mark === 'missing' ? ' dashed' : '';
  const title = box.frame.title.flatMap((token, index) => [
    ...(index === 0 ? [] : [{ text: ' ', styles: [] }]),
    ...token,
  ]);
  return [
    `<rect class="frame ${mark}${dashed}" x="${px(x)}" y="${px(y)}" width="${box.width}" height="${px(box.height)}" rx="8"/>`,
    drawText(x + 16, y + 24, title, 'title'),
    ...drawBars(box, { x, y }),
    ...box.rows.map((row) => drawText(x + row.from, y + row.y + FONT.size * 0.35, row.pieces)),
  ].join('\n');
}

/** One text with parts: it stays readable in a font that is wider than expected. */
function drawText(x: number, y: number, pieces: readonly Piece[], name = ''): string {
  const parts = pieces.map(({ text, styles }) => {
    const names = styles.filter((style) => ['bold', 'dim', 'yellow', 'red'].includes(style));
    return names.length === 0
      ? escape(text)
      : `<tspan class="${names.join(' ')}">${escape(text)}</tspan>`;
  });
  const look = name === '' ? '' : ` class="${name}"`;
  return `<text${look} x="${px(x)}" y="${px(y)}" xml:space="preserve">${parts.join('')}</text>`;
}

/** A bridge is one thick line, from its name down to its last port, with a stub to each. */
function drawBars({ rows }: Box, { x, y }: Point): string[] {
  const bars: string[] = [];
  rows.forEach(({ row, y: top }, index) => {
    if (row.bar?.part !== 'head' || rows[index - 1]?.row === row) return;
    const rest = rows.slice(index + 1);
    const end = rest.findIndex((one) => one.row.bar === null || one.row.bar.part === 'head');
    const ports = (end < 0 ? rest : rest.slice(0, end)).filter(
      ({ row: port }) => port.link !== null,
    );
    const left = x + 19;
    const path = [
      `M${px(left + 14)} ${px(y + top)}H${px(left)}V${px(y + (ports.at(-1)?.y ?? top))}`,
      ...ports.map((port) => `M${px(left)} ${px(y + port.y)}H${px(left + 14)}`),
    ];
    const look = row.bar.dashed ? ' missing dashed' : '';
    bars.push(`<path class="bar${look}" d="${path.join('')}"/>`);
  });
  return bars;
}

function drawCable(the: BoxCable, boxes: readonly Box[], layout: Layout, index: number): string {
  const { from, to, cable } = the;
  const course = layout.courses[index] ?? [];
  const path =
    from.place === to.place
      ? within(the, boxes, layout)
      : rounded([lead(the.from, boxes, layout), ...course]);
  return `<path class="${lookOf(cable)}" d="${path}"/>`;
}

function lookOf({ mark, up }: MapCable): string {
  if (mark === 'missing') return 'cable missing dashed';
  return mark === 'wrong' ? 'cable wrong' : up ? 'cable up' : 'cable';
}

function rowAt(
  end: { place: string; link: string },
  boxes: readonly Box[],
): { box: Box; row: BoxRow } | null {
  const box = boxes.find(({ id }) => id === end.place);
  const row = box?.rows.find((one) => one.row.link === end.link);
  return box && row ? { box, row } : null;
}

/** From behind the link's name to the edge of its box. */
function lead(end: { place: string; link: string }, boxes: readonly Box[], layout: Layout): Point {
  const found = rowAt(end, boxes);
  const { x, y } = corner(layout, end.place);
  return { x: x + (found?.row.to ?? 0) + 14, y: y + (found?.row.y ?? 0) };
}

/** Both ends in one box: the cable stays in it. */
function within({ from, to }: BoxCable, boxes: readonly Box[], layout: Layout): string {
  const [a, b] = [lead(from, boxes, layout), lead(to, boxes, layout)];
  const box = rowAt(from, boxes)?.box;
  const edge = corner(layout, from.place).x + (box?.width ?? 0) - 18;
  return rounded([a, { x: edge, y: a.y }, { x: edge, y: b.y }, b]);
}

/** Right angles with round corners. */
function rounded(points: readonly Point[]): string {
  const kept = points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    const straight =
      (before.x === point.x && point.x === after.x) ||
      (before.y === point.y && point.y === after.y);
    return !straight;
  });
  return kept
    .map((point, index) => {
      const [before, after] = [kept[index - 1], kept[index + 1]];
      if (!before) return `M${px(point.x)} ${px(point.y)}`;
      if (!after) return `L${px(point.x)} ${px(point.y)}`;
      const [a, b] = [toward(point, before), toward(point, after)];
      return `L${px(a.x)} ${px(a.y)}Q${px(point.x)} ${px(point.y)} ${px(b.x)} ${px(b.y)}`;
    })
    .join('');
}

/** The point 6 px from `from` on the way to `to`, or half-way on a shorter one. */
function toward(from: Point, to: Point): Point {
  const far = Math.hypot(to.x - from.x, to.y - from.y);
  const part = far === 0 ? 0 : Math.min(6, far / 2) / far;
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

function drawPlugs({ rows }: Box, { x, y }: Point): string {
  return rows
    .flatMap(({ row, side, to, y: middle }) => {
      if (side === null || row.plug === null) return [];
      const at = side === 'left' ? x : x + to + 14;
      return [`<circle class="plug ${row.plug}" cx="${px(at)}" cy="${px(y + middle)}" r="4.5"/>`];
    })
    .join('\n');
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
