// Inline Markdown tokens → styled spans. Whatever text a lab brings becomes inert here.
import type { Token } from '../course/markdown.ts';
import { inert, inertLine } from './inert.ts';
import type { Span } from './layout.ts';
import type { StyleName } from './style.ts';

/** How inline code is told from prose: by its style, or, where there are no colours, by its backticks. */
export type CodeMark = 'style' | 'backticks';

/** A span before its line ends are settled: what a newline in its text is, and whether it is code. */
interface Piece extends Span {
  readonly kind?: 'code' | 'break';
}

/** The spans of inline tokens, each in the styles around it. */
export function inlineSpans(
  tokens: readonly Token[] | undefined,
  mark: CodeMark,
  styles: readonly StyleName[] = [],
): Span[] {
  return joinLines(pieces(tokens, mark, styles));
}

function pieces(
  tokens: readonly Token[] | undefined,
  mark: CodeMark,
  styles: readonly StyleName[] = [],
): Piece[] {
  return (tokens ?? []).flatMap((token) => piecesOf(token, mark, styles));
}

/** Plain text of inline tokens, on one line. */
export function inlineText(tokens: readonly Token[] | undefined): string {
  const text = inlineSpans(tokens, 'style')
    .map((span) => span.text)
    .join('');
  return text.replace(/\s+/g, ' ').trim();
}

/** Terminals have no slanted forms of these, and show them as if nothing were emphasised. */
const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;

function piecesOf(token: Token, mark: CodeMark, styles: readonly StyleName[]): Piece[] {
  switch (token.type) {
    case 'strong':
      return pieces(token.tokens, mark, [...styles, 'bold']);
    case 'em':
      return pieces(token.tokens, mark, [...styles, JAPANESE.test(token.raw) ? 'bold' : 'italic']);
    case 'del':
      return pieces(token.tokens, mark, [...styles, 'dim']);
    case 'codespan': {
      const code = inertLine(String(token.text));
      return [
        {
          text: mark === 'style' ? code : `\`${code}\``,
          styles: [...styles, 'cyan'],
          kind: 'code',
        },
      ];
    }
    case 'br':
      return [{ text: '\n', styles, kind: 'break' }];
    case 'link':
      return linkPieces(token, mark, styles);
    case 'image':
      return linkPieces({ ...token, tokens: [] }, mark, styles);
    case 'checkbox':
      return [{ text: token.checked === true ? '[x] ' : '[ ] ', styles }];
    case 'html':
      return htmlPieces(String(token.raw), styles);
    case 'paragraph':
    case 'heading':
    case 'text':
      if (token.tokens !== undefined) return pieces(token.tokens, mark, styles);
      return [{ text: inert(decodeEntities(String(token.text))).replace(/\t/g, ' '), styles }];
    case 'escape':
      return [{ text: inertLine(String(token.text)), styles }];
    default:
      return [{ text: inertLine(String((token as { raw?: string }).raw ?? '')), styles }];
  }
}

/** "text (URL)"; the URL once when the text is it, and none for a place within the course. */
function linkPieces(token: Token, mark: CodeMark, styles: readonly StyleName[]): Piece[] {
  const link = token as { href?: string; text?: string; tokens?: Token[] };
  const href = inertLine(link.href ?? '');
  const own = link.tokens?.length
    ? pieces(link.tokens, mark, [...styles, 'underline'])
    : [{ text: inertLine(link.text ?? ''), styles: [...styles, 'underline'] as const }];
  const text = own.map((span) => span.text).join('');
  const elsewhere = /^[a-z][a-z0-9+.-]*:/i.test(href);
  if (!elsewhere || href === text || href === `mailto:${text}`) return own;
  return [...own, { text: ` (${href})`, styles }];
}

/** No tag is obeyed but the line break; comments and the other tags vanish, as in a viewer. */
function htmlPieces(raw: string, styles: readonly StyleName[]): Piece[] {
  return /^<br\b/i.test(raw) ? [{ text: '\n', styles, kind: 'break' }] : [];
}

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;
/** Full-width punctuation brings its own space, so none follows it or stands before it. */
const WIDE_MARK =
  /[\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a\uff1b\uff1f\uff3b\uff3d\uff5b\uff5d]/;

/** A line end in the source is a space, but nothing between full-width characters, also where their styles differ. */
function joinLines(all: readonly Piece[]): Span[] {
  return all.map(({ text, styles, kind }, index) => {
    if (kind !== undefined || !text.includes('\n')) return { text, styles };
    const joined = text.replace(/ *\n */g, (end, at: number) => {
      const before = text.charAt(at - 1) || edge(all, index, -1);
      const after = text.charAt(at + end.length) || edge(all, index, 1);
      const glued = [before, after].some((next) => next === '\n' || WIDE_MARK.test(next));
      return glued || (WIDE.test(before) && WIDE.test(after)) ? '' : ' ';
    });
    return { text: joined, styles };
  });
}

/** The character next to a piece, in the piece before (-1) or after it (1); code counts as Latin. */
function edge(all: readonly Piece[], index: number, step: -1 | 1): string {
  const next = all[index + step];
  if (next === undefined || next.kind === 'code') return '';
  if (next.text.trim() === '' && next.kind === undefined) return edge(all, index + step, step);
  return next.text.at(step === 1 ? 0 : -1) ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  rarr: '→',
  larr: '←',
};

/** marked leaves character references to the browser (HTML 13.5); those of every day are decoded, others stay. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-z]+));/g, (whole, ...found) => {
    const [decimal, hex, name] = found as (string | undefined)[];
    if (name !== undefined)
      return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
