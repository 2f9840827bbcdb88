// Cuts a line that has our own colours in it to a number of columns.
import { widthOf } from './layout.ts';

const SGR = /(\x1b\[[0-9;]*m)/;

/** The line's beginning of at most `width` columns, with `…` where something was cut; its styles are closed. */
export function clip(line: string, width: number): string {
  const parts = line.split(SGR);
  const texts = parts.filter((_, index) => index % 2 === 0).join('');
  if (widthOf(texts) <= width) return line;
  let left = width - 1;
  let cut = '';
  let styled = false;
  for (const [index, part] of parts.entries()) {
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
  const used = widthOf(
    cut
      .split(SGR)
      .filter((_, index) => index % 2 === 0)
      .join(''),
  );
  return cut + ' '.repeat(Math.max(0, width - used));
}
