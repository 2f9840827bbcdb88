// The screen of `labs watch`, as lines: where one is, the step, its expectations, the map where there is room, and the keys.
import type { Finding } from '../../checks/types.ts';
import { drawMap, mapOf } from '../../map/index.ts';
import { renderMarkdown } from '../../ui/render.ts';
import { clip, fit } from '../../ui/clip.ts';
import { inertLine } from '../../ui/inert.ts';
import { layOut } from '../../ui/layout.ts';
import type { Session } from '../session.ts';
import { verdictSign } from '../signs.ts';
import { placeName, type Standing } from '../standing.ts';
import type { Seen } from './eye.ts';

/** What there is to show. */
export interface Shown {
  readonly here: Standing | null;
  readonly seen: Seen | null;
  /** What to do where the machine is off; else null. */
  readonly remedy: string | null;
  /** What goes on: "Looking …", "The machine is gone: …". */
  readonly now: { readonly text: string; readonly bad: boolean };
  /** What a command said, in place of the step's text. */
  readonly panel: readonly string[] | null;
  /** A question that waits for y or n. */
  readonly question: string | null;
  /** Lines that the text is scrolled down by. */
  readonly scroll: number;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Columns of a text that reads well; what is beyond is the map's. */
const TEXT_COLUMNS = 80;
const MAP_COLUMNS = 60;
/** Rows below which a map leaves too little to the text. */
const MAP_ROWS = 40;

/** Whether a map can be beside or below the text. */
export function wantsMap({ columns, rows }: Size): boolean {
  return columns >= TEXT_COLUMNS + MAP_COLUMNS + 3 || (columns >= MAP_COLUMNS && rows >= MAP_ROWS);
}

/** Exactly `rows` lines of at most `columns` columns, and how far the text can be scrolled. */
export function screenLines(
  session: Session,
  shown: Shown,
  size: Size,
): { lines: string[]; farthest: number } {
  const { columns, rows } = size;
  const beside = columns >= TEXT_COLUMNS + MAP_COLUMNS + 3;
  const width = beside ? TEXT_COLUMNS : columns;
  const head = headLines(session, shown, columns);
  const foot = footLines(session, shown, columns);
  const room = Math.max(0, rows - head.length - foot.length);
  const map = mapLines(session, shown, size, beside ? room : Math.floor(room / 2));
  const below = beside || map.length === 0 ? [] : ['', ...map];
  const left = column(session, shown, width, room - below.length);
  const middle = beside
    ? sideBySide(left.lines, map, width, columns, room)
    : [...left.lines, ...below];
  const body = [...middle, ...Array<string>(Math.max(0, room - middle.length)).fill('')];
  const lines = [...head, ...body.slice(0, room), ...foot].map((line) => clip(line, columns));
  return { lines: lines.slice(0, rows), farthest: left.farthest };
}

function headLines(session: Session, { here }: Shown, columns: number): string[] {
  const { style } = session.reporter;
  const place = here ? placeName(session, here.course, here.at) : '';
  return [style.bold(clip(place, columns)), ''];
}

function footLines(session: Session, { now, question, panel }: Shown, columns: number): string[] {
  const { style } = session.reporter;
  const { terminal } = session.messages;
  const status = now.bad ? style.red(clip(now.text, columns)) : style.dim(clip(now.text, columns));
  if (question !== null) return ['', status, style.bold(`${question} (y/n)`)];
  const keys = panel === null ? terminal.watchKeys : terminal.watchPanelKeys;
  return ['', status, style.dim(keys)];
}

/** Text above, expectations below it; the text is what is cut, and scrolls. */
function column(
  session: Session,
  shown: Shown,
  width: number,
  room: number,
): { lines: string[]; farthest: number } {
  const expectations = findingLines(session, shown, width);
  const text = shown.panel ?? textLines(session, shown.here, width);
  // At least the first lines of both; a long list of expectations is cut as well.
  const below = expectations.slice(0, Math.max(3, room - 6));
  const space = Math.max(1, room - below.length - 1);
  const farthest = Math.max(0, text.length - space);
  const from = Math.min(shown.scroll, farthest);
  const part = text.slice(from, from + space);
  if (from < farthest) part[part.length - 1] = session.reporter.style.dim('…');
  if (from > 0) part[0] = session.reporter.style.dim('…');
  return { lines: [...part, '', ...below], farthest };
}

function textLines(session: Session, here: Standing | null, width: number): string[] {
  if (here === null) return [];
  const { color } = session.reporter;
  const { step, loaded } = here;
  const tokens = loaded.tokensOf(session.text(step.body));
  return renderMarkdown(tokens, { width, color }).split('\n');
}

function findingLines(session: Session, { seen, here, remedy }: Shown, width: number): string[] {
  if (remedy !== null) return wrapped(`${session.messages.common.hint}: ${remedy}`, width);
  if (seen === null || here === null) return [];
  const { style } = session.reporter;
  const { learner, terminal } = session.messages;
  const lines = seen.verdict.findings.flatMap((finding) => findingOf(session, finding, width));
  if (seen.verdict.verdict === 'broken') return [...lines, '', learner.brokenVerdict];
  if (seen.verdict.verdict !== 'pass') return lines;
  const { learned } = here.step;
  const said = learned
    ? renderMarkdown(here.loaded.tokensOf(session.text(learned)), {
        width,
        color: session.reporter.color,
      }).split('\n')
    : [];
  return [...lines, '', style.green(style.bold(terminal.watchPassed)), ...said];
}

function findingOf(session: Session, finding: Finding, width: number): string[] {
  const { style } = session.reporter;
  const { learner } = session.messages;
  const what = wrapped(finding.what, width - 2).map((line, index) =>
    index === 0 ? `${verdictSign(session, finding.verdict)} ${line}` : `  ${line}`,
  );
  if (finding.verdict === 'pass' && finding.found === finding.expected) return what;
  const found = wrapped(`${learner.found}: ${finding.found}`, width - 2);
  return [...what, ...found.map((line) => `  ${style.dim(line)}`)];
}

function wrapped(text: string, width: number): string[] {
  return layOut([{ text: inertLine(text), styles: [] }], Math.max(20, width), false);
}

function mapLines(session: Session, { seen }: Shown, size: Size, room: number): string[] {
  if (!seen?.state || !wantsMap(size) || room < 5) return [];
  const { columns } = size;
  const beside = columns >= TEXT_COLUMNS + MAP_COLUMNS + 3;
  const width = beside ? columns - TEXT_COLUMNS - 3 : columns;
  const { language, unicode, reporter } = session;
  const wanted = seen.here.step.expect;
  const options = { width, height: room, color: reporter.color, unicode, language };
  const map = mapOf(seen.state, { wanted, language });
  const lines = drawMap(map, options);
  if (lines.length <= room) return lines;
  // Better the picture alone than half of both; better none than half of one.
  const alone = drawMap(map, { ...options, notes: false });
  return alone.length <= room ? alone : beside ? alone.slice(0, room) : [];
}

function sideBySide(
  left: readonly string[],
  right: readonly string[],
  width: number,
  columns: number,
  room: number,
): string[] {
  return Array.from({ length: room }, (_, row) => {
    const text = fit(left[row] ?? '', width);
    const picture = right[row];
    return picture === undefined
      ? text.trimEnd()
      : `${text}   ${clip(picture, columns - width - 3)}`;
  });
}
