// Cuts a line that has our own colours in it to a number of columns.
import { SGR } from './inert.ts';
import { widthOf } from './layout.ts';

/** The line's beginning of at most `width` columns, with `…` where something was cut; its styles are closed. */
export function clip(line: string, width: number): string {
  if (shownWidth(line) <= width) return line;
  let left = width - 1;
  let cut = '';
  let styled = false;
  for (const [index, part] of line.split(SGR).entries()) {
    if (index % 2 === 1) {
      cut += part;
      styled = true;
      continue;
    }
    for (const character of part) {
      const columns = widthOf(character);
      if (columns > left) return `${cut}…${styled ? '\x1b[0m' : ''}`;
      left -= columns;
      cut += character;
    }
  }
  return cut;
}

/** The line filled up with spaces to `width` columns, or cut to it. */
export function fit(line: string, width: number): string {
  const cut = clip(line, width);
  return cut + ' '.repeat(Math.max(0, width - shownWidth(cut)));
}

/** Columns without the colours. */
function shownWidth(line: string): number {
  return widthOf(
    line
      .split(SGR)
      .filter((_, index) => index % 2 === 0)
      .join(''),
  );
}
