// A Markdown table → aligned columns, right also with full-width characters; cells wrap where the terminal is narrow.
import type { Token } from '../course/markdown.ts';
import { type Align, layOut, naturalWidth, pad, type Span, widthOf } from './layout.ts';
import { inlineSpans } from './render-inline.ts';
import { makeStyle } from './style.ts';

interface TableToken {
  readonly header: readonly { readonly tokens: readonly Token[] }[];
  readonly rows: readonly (readonly { readonly tokens: readonly Token[] }[])[];
  readonly align: readonly (Align | null)[];
}

const GAP = '  ';
const NARROWEST = 6;

/** Lines of the table, at most `width` columns wide where its columns can be made that narrow. */
export function tableLines(table: TableToken, width: number, color: boolean): string[] {
  const mark = color ? 'style' : 'backticks';
  const header = table.header.map((cell) => inlineSpans(cell.tokens, mark, ['bold']));
  const rows = table.rows.map((row) => row.map((cell) => inlineSpans(cell.tokens, mark)));
  const natural = header.map((_, column) =>
    Math.max(1, ...[header, ...rows].map((row) => naturalWidth(row[column] ?? []))),
  );
  const widths = fit(natural, width - GAP.length * (header.length - 1));
  const line = (row: readonly Span[][]): string[] => rowLines(row, widths, table.align, color);
  const rule = makeStyle(color).dim(widths.map((columns) => '─'.repeat(columns)).join(GAP));
  return [...line(header), rule, ...rows.flatMap(line)];
}

/** Takes columns from the widest until the table fits, or none can give more. */
function fit(natural: readonly number[], room: number): number[] {
  const widths = [...natural];
  let over = widths.reduce((sum, width) => sum + width, 0) - room;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
    over -= 1;
  }
  return widths;
}

function rowLines(
  row: readonly Span[][],
  widths: readonly number[],
  align: readonly (Align | null)[],
  color: boolean,
): string[] {
  const plain = widths.map((width, column) => layOut(row[column] ?? [], width, false));
  const painted = widths.map((width, column) => layOut(row[column] ?? [], width, color));
  const height = Math.max(...plain.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, column) => {
        const used = widthOf(plain[column]?.[line] ?? '');
        return pad(painted[column]?.[line] ?? '', used, width, align[column] ?? 'left');
      })
      .join(GAP)
      .trimEnd(),
  );
}
