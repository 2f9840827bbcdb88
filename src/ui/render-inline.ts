// Inline Markdown tokens → styled spans. Whatever text a lab brings becomes inert here.
import type { Token } from '../course/markdown.ts';
import { inert, inertLine } from './inert.ts';
import type { Span } from './layout.ts';
import type { StyleName } from './style.ts';

/** How inline code is told from prose: by its style, or, where there are no colours, by its backticks. */
export type CodeMark = 'style' | 'backticks';

/** The spans of inline tokens, each in the styles around it. */
export function inlineSpans(
  tokens: readonly Token[] | undefined,
  mark: CodeMark,
  styles: readonly StyleName[] = [],
): Span[] {
  return (tokens ?? []).flatMap((token) => spansOf(token, mark, styles));
}

/** Plain text of inline tokens, on one line. */
export function inlineText(tokens: readonly Token[] | undefined): string {
  const text = inlineSpans(tokens, 'style')
    .map((span) => span.text)
    .join('');
  return text.replace(/\s+/g, ' ').trim();
}

function spansOf(token: Token, mark: CodeMark, styles: readonly StyleName[]): Span[] {
  switch (token.type) {
    case 'strong':
      return inlineSpans(token.tokens, mark, [...styles, 'bold']);
    case 'em':
      return inlineSpans(token.tokens, mark, [...styles, 'italic']);
    case 'del':
      return inlineSpans(token.tokens, mark, [...styles, 'dim']);
    case 'codespan': {
      const code = inertLine(String(token.text));
      return [{ text: mark === 'style' ? code : `\`${code}\``, styles: [...styles, 'cyan'] }];
    }
    case 'br':
      return [{ text: '\n', styles }];
    case 'link':
      return linkSpans(token, mark, styles);
    case 'image':
      return linkSpans({ ...token, tokens: [] }, mark, styles);
    case 'checkbox':
      return [{ text: token.checked === true ? '[x] ' : '[ ] ', styles }];
    case 'html':
      return htmlSpans(String(token.raw), styles);
    case 'paragraph':
    case 'heading':
    case 'text':
      if (token.tokens !== undefined) return inlineSpans(token.tokens, mark, styles);
      return [{ text: softLines(decodeEntities(String(token.text))), styles }];
    case 'escape':
      return [{ text: inertLine(String(token.text)), styles }];
    default:
      return [{ text: inertLine(String((token as { raw?: string }).raw ?? '')), styles }];
  }
}

/** "text (URL)"; the URL once when the text is it, and none for a place within the course. */
function linkSpans(token: Token, mark: CodeMark, styles: readonly StyleName[]): Span[] {
  const link = token as { href?: string; text?: string; tokens?: Token[] };
  const href = inertLine(link.href ?? '');
  const own = link.tokens?.length
    ? inlineSpans(link.tokens, mark, [...styles, 'underline'])
    : [{ text: inertLine(link.text ?? ''), styles: [...styles, 'underline'] as const }];
  const text = own.map((span) => span.text).join('');
  const elsewhere = /^[a-z][a-z0-9+.-]*:/i.test(href);
  if (!elsewhere || href === text || href === `mailto:${text}`) return own;
  return [...own, { text: ` (${href})`, styles }];
}

/** No tag is obeyed but the line break; comments and the other tags vanish, as in a viewer. */
function htmlSpans(raw: string, styles: readonly StyleName[]): Span[] {
  return /^<br\b/i.test(raw) ? [{ text: '\n', styles }] : [];
}

/** A line end in the source is a space, and nothing between full-width characters, which have no spaces. */
function softLines(text: string): string {
  const wide = '[\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uff60]';
  return inert(text)
    .replace(new RegExp(`(?<=${wide})[ \\t]*\\n[ \\t]*(?=${wide})`, 'g'), '')
    .replace(/[ \t]*\n[ \t]*/g, ' ')
    .replace(/\t/g, ' ');
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
