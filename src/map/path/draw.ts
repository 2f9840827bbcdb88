// A path as text: place by place, and below it what was seen where one was sent.
import type { Language } from '../../course/types.ts';
import { inertLine } from '../../ui/inert.ts';
import { layOut, pad, widthOf, type Span } from '../../ui/layout.ts';
import type { StyleName } from '../../ui/style.ts';
import type { Live } from './live.ts';
import type { Hop, Leg, Packet, Path } from './types.ts';
import type { PathWords } from './words.ts';
import { en } from './words.en.ts';
import { ja } from './words.ja.ts';

export interface DrawPathOptions {
  readonly width: number;
  readonly color: boolean;
  readonly unicode: boolean;
  readonly language: Language;
}

const LANGUAGES: Readonly<Record<Language, PathWords>> = { en, ja };

export function drawPath(path: Path, live: Live | null, options: DrawPathOptions): string[] {
  const words = LANGUAGES[options.language];
  const sheet = new Lines(options);
  const [first] = path.there.hops;
  const port = first?.what === 'send' ? first.packet.port : null;
  sheet.add(0, [bold(words.heading(path.protocol, words.place(path.from), path.to, port))]);
  drawLeg(sheet, words, words.there, path.there);
  if (path.back) drawLeg(sheet, words, words.back, path.back);
  sheet.add(0, []);
  const ends = path.there.arrives && path.back?.arrives === true;
  sheet.add(0, [sign(options, ends), plain(` ${summary(path, words, live ? null : port)}`)]);
  if (live) drawLive(sheet, words, path, live, options);
  return options.unicode ? sheet.lines : sheet.lines.map((line) => line.replaceAll('→', '->'));
}

function summary(path: Path, words: PathWords, port: number | null): string {
  const last = ({ hops }: Leg) => words.place(hops.at(-1)?.place ?? '');
  if (!path.there.arrives) return words.endsAt(last(path.there));
  return path.back && !path.back.arrives
    ? words.answerEndsAt(last(path.back))
    : words.arrives(port);
}

function drawLeg(sheet: Lines, words: PathWords, name: string, { hops }: Leg): void {
  sheet.add(0, []);
  sheet.add(0, [bold(name)]);
  const labels = Math.max(...Object.values(words.labels).map(widthOf));
  let place = '';
  for (const hop of hops) {
    if (hop.place !== place) sheet.add(2, [{ text: words.place(hop.place), styles: ['cyan'] }]);
    place = hop.place;
    const ends = hop.what === 'end' || (hop.what === 'rule' && hop.verdict !== 'ACCEPT');
    const label = words.labels[hop.what];
    const styles: StyleName[] = ends ? ['red'] : NOTES.has(hop.what) ? ['yellow'] : ['dim'];
    sheet.add(4, [{ text: label, styles }], [plain(textOf(hop, words))], labels + 2);
  }
}

function textOf(hop: Hop, words: PathWords): string {
  switch (hop.what) {
    case 'send':
    case 'receive':
      return packetText(hop.packet);
    case 'route':
      return hop.route;
    case 'local':
      return words.local(hop.address);
    case 'cable':
    case 'macvlan':
      return `${hop.link} → ${words.toLink(hop.toLink, words.place(hop.toPlace))}`;
    case 'bridge':
      return words.bridge(hop);
    case 'wrap':
      return words.wrap(hop);
    case 'unwrap':
      return words.unwrap(hop.link);
    case 'forward':
      return words.forward;
    case 'rule':
      return hop.rule;
    case 'rewrite':
      return `${words.rewrite(hop)} (${hop.rule ?? words.turnedBack})`;
    case 'size':
      return words.size(hop);
    case 'doubt':
      return words.doubt(hop);
    case 'end':
      return words.end(hop);
  }
}

/** What does not end the way, and may matter. */
const NOTES: ReadonlySet<Hop['what']> = new Set(['doubt', 'size']);

function packetText({ source, destination }: Packet): string {
  return `${source} → ${destination}`;
}

function drawLive(
  sheet: Lines,
  words: PathWords,
  path: Path,
  { sightings, answered, refused }: Live,
  options: DrawPathOptions,
): void {
  sheet.add(0, []);
  sheet.add(0, [bold(words.seen)]);
  const columns = sightings.map((one) => [
    one.link,
    words.directions[one.direction],
    `${one.source} → ${one.destination}`,
    one.about,
  ]);
  const widths = [0, 1, 2].map((at) => Math.max(0, ...columns.map((row) => widthOf(row[at]!))));
  columns.forEach((row, index) => {
    const { place } = sightings[index]!;
    if (place !== sightings[index - 1]?.place)
      sheet.add(2, [{ text: words.place(place), styles: ['cyan'] }]);
    const cells = row.map((cell, at) => pad(cell, widthOf(cell), widths[at] ?? 0, 'left'));
    sheet.add(4, [plain(cells.join('  '))]);
  });
  if (sightings.length === 0) sheet.add(2, [plain(words.nothingSeen)]);
  const last = sightings.at(-1);
  const foretold = path.there.arrives && path.back?.arrives === true;
  const goal = path.there.hops.at(-1)?.place;
  // What should have arrived, and was not even seen there, went otherwise, though it was to have no answer.
  const lost = !answered && path.there.arrives && !sightings.some(({ place }) => place === goal);
  const said = [
    answered ? (refused ? words.refused : words.answered) : words.notAnswered,
    ...(answered || !last ? [] : [words.lastSeen(last.link, words.place(last.place))]),
    answered !== foretold || lost
      ? words.otherwise
      : refused
        ? words.wayAsForetold
        : words.asForetold,
  ];
  sheet.add(0, []);
  sheet.add(0, [sign(options, answered && !refused), plain(` ${said.join(words.space)}`)]);
}

function sign({ unicode }: DrawPathOptions, good: boolean): Span {
  const text = unicode ? (good ? '✔' : '✘') : good ? '+' : 'x';
  return { text, styles: [good ? 'green' : 'red'] };
}

function bold(text: string): Span {
  return { text: inertLine(text), styles: ['bold'] };
}

function plain(text: string): Span {
  return { text: inertLine(text), styles: [] };
}

/** Lines set in; what is too long goes on below, under where it began. */
class Lines {
  readonly lines: string[] = [];
  readonly #options: DrawPathOptions;

  constructor(options: DrawPathOptions) {
    this.#options = options;
  }

  add(indent: number, head: readonly Span[], rest: readonly Span[] = [], column = 0): void {
    const { width, color } = this.#options;
    if (rest.length === 0) {
      const lines = layOut(head, width - indent, color);
      this.lines.push(...lines.map((line) => (line === '' ? '' : ' '.repeat(indent) + line)));
      return;
    }
    const [label = ''] = head.map(
      ({ text, styles }) => layOut([{ text, styles }], width, color)[0],
    );
    const used = head.reduce((sum, { text }) => sum + widthOf(text), 0);
    layOut(rest, width - indent - column, color).forEach((line, index) => {
      const before = index === 0 ? label + ' '.repeat(column - used) : ' '.repeat(column);
      this.lines.push(' '.repeat(indent) + before + line);
    });
  }
}
