// Tokens → lines of a width: they stand two spaces apart, and go on below where a line is full.
import { widthOf } from '../../ui/layout.ts';
import type { Piece } from './canvas.ts';
import type { Token } from './rows.ts';

const GAP = 2;

export function tokenWidth(token: Token): number {
  return token.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** Columns of all tokens on one line. */
export function lineWidth(tokens: readonly Token[]): number {
  return (
    tokens.reduce((sum, token) => sum + tokenWidth(token), 0) + GAP * Math.max(0, tokens.length - 1)
  );
}

/** Lines of at most `width` columns; those after the first are indented. A token that is wider is cut. */
export function flow(tokens: readonly Token[], width: number, gap = GAP): Piece[][] {
  const lines: Piece[][] = [];
  let used = 0;
  for (const token of tokens) {
    const line = lines.at(-1);
    const wide = tokenWidth(token);
    if (line !== undefined && used + gap + wide <= width) {
      line.push(blank(gap), ...token);
      used += gap + wide;
    } else {
      const indent = line === undefined ? 0 : GAP;
      lines.push([...(indent > 0 ? [blank(indent)] : []), ...cut(token, width - indent)]);
      used = indent + Math.min(wide, width - indent);
    }
  }
  return lines.length > 0 ? lines : [[]];
}

function blank(columns: number): Piece {
  return { text: ' '.repeat(columns), styles: [] };
}

function cut(token: Token, width: number): Piece[] {
  if (tokenWidth(token) <= width) return [...token];
  let room = Math.max(1, width - 1);
  const kept: Piece[] = [];
  for (const { text, styles } of token) {
    let part = '';
    for (const character of text) {
      if (widthOf(character) > room) return [...kept, { text: `${part}…`, styles }];
      part += character;
      room -= widthOf(character);
    }
    kept.push({ text: part, styles });
  }
  return kept;
}
