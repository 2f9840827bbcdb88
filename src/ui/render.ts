// Markdown tokens → text for a terminal. Our own, over marked's tokens: marked-terminal takes longer to load than a
// whole command may, and prints `**bold**` and `code` raw in tight list items (its issues 304, 371).
import type { Token } from '../course/markdown.ts';
import { inert } from './inert.ts';
import { layOut, type Span, widthOf } from './layout.ts';
import { type CodeMark, inlineSpans } from './render-inline.ts';
import { tableLines } from './render-table.ts';
import { makeStyle, type Style, textWidth } from './style.ts';

export { inert, inertLine } from './inert.ts';
export { inlineText } from './render-inline.ts';

export interface RenderOptions {
  /** Columns of the terminal; what is used is between 40 and 100. Commands and sample output are never wrapped. */
  readonly width: number;
  /** Colours and bold; without, plain text only. */
  readonly color: boolean;
}

interface Context {
  readonly width: number;
  readonly color: boolean;
  readonly style: Style;
  readonly mark: CodeMark;
}

/** Info strings of fenced blocks that show what comes out, and not what to type. */
const OUTPUT = new Set(['console', 'text', 'output', 'txt']);
const CODE_INDENT = '    ';

/**
 * The text of block tokens (as `TokensOf` gives them), lines joined by newlines, none at the end.
 * What is to be typed (`sh`, any other code) stands indented by spaces alone, so that it can be copied;
 * sample output (`console`, `text`) has a bar before it. All text of the tokens is made inert.
 */
export function renderMarkdown(tokens: readonly Token[], options: RenderOptions): string {
  const context: Context = {
    width: textWidth(options.width),
    color: options.color,
    style: makeStyle(options.color),
    mark: options.color ? 'style' : 'backticks',
  };
  return blockLines(tokens, context).join('\n');
}

/** Blocks with an empty line between them. */
function blockLines(tokens: readonly Token[], context: Context, tight = false): string[] {
  const lines: string[] = [];
  for (const token of joinInline(tokens)) {
    const block = linesOf(token, context);
    if (block.length === 0) continue;
    if (lines.length > 0 && !tight) lines.push('');
    lines.push(...block);
  }
  return lines;
}

/** In a tight list item, marked gives the box of a task and the text after it as neighbours: one paragraph. */
function joinInline(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const [index, token] of tokens.entries()) {
    const box = tokens[index - 1];
    if (box?.type === 'checkbox') {
      joined.pop();
      joined.push({ type: 'paragraph', raw: token.raw, text: token.raw, tokens: [box, token] });
    } else {
      joined.push(token);
    }
  }
  return joined;
}

function linesOf(token: Token, context: Context): string[] {
  const { width, color, style } = context;
  switch (token.type) {
    case 'space':
    case 'def':
      return [];
    case 'heading':
      return headingLines(token, context);
    case 'code':
      return codeLines(token, style);
    case 'list':
      return listLines(token as ListToken, context);
    case 'blockquote': {
      const bar = style.dim('┃');
      const inner = { ...context, width: width - 2 };
      const lines = blockLines(token.tokens ?? [], inner);
      return lines.map((line) => (line === '' ? bar : `${bar} ${line}`));
    }
    case 'table':
      return tableLines(token as Parameters<typeof tableLines>[0], width, color);
    case 'hr':
      return [style.dim('─'.repeat(width))];
    case 'html':
      return htmlLines(String(token.raw), width);
    default:
      return spansLines(inlineSpans([token], context.mark), context);
  }
}

function spansLines(spans: readonly Span[], { width, color }: Context): string[] {
  return spans.length === 0 ? [] : layOut(spans, width, color);
}

/** The first two levels are underlined, so that they stand out without colours too. */
function headingLines(token: Token, context: Context): string[] {
  const depth = Number((token as { depth?: number }).depth ?? 1);
  const tokens = (token as { tokens?: Token[] }).tokens;
  const lines = spansLines(inlineSpans(tokens, context.mark, ['bold']), context);
  if (depth > 2) return lines;
  const plain = spansLines(inlineSpans(tokens, context.mark), { ...context, color: false });
  const rule = (depth === 1 ? '═' : '─').repeat(Math.max(1, ...plain.map(widthOf)));
  return [...lines, context.style.dim(rule)];
}

function codeLines(token: Token, style: Style): string[] {
  const { lang = '', text } = token as { lang?: string; text: string };
  const lines = inert(text).replace(/\t/g, '        ').split('\n');
  if (OUTPUT.has(lang.trim().toLowerCase().split(/\s/)[0] ?? '')) {
    return lines.map((line) => `  ${style.dim(`│ ${line}`)}`.trimEnd());
  }
  return lines.map((line) => (line === '' ? '' : CODE_INDENT + style.bold(line)));
}

interface ListToken {
  readonly ordered: boolean;
  readonly start: number | '';
  readonly loose: boolean;
  readonly items: readonly {
    readonly tokens: readonly Token[];
    readonly task?: boolean;
    readonly checked?: boolean;
  }[];
}

function listLines(list: ListToken, context: Context): string[] {
  const first = list.start === '' ? 1 : list.start;
  const markers = list.items.map((_, index) => (list.ordered ? `${first + index}. ` : '• '));
  const indent = Math.max(...markers.map((marker) => marker.length));
  return list.items.flatMap((item, index) => {
    const marker = (markers[index] ?? '').padStart(indent);
    const inner = { ...context, width: Math.max(10, context.width - indent) };
    const lines = blockLines(item.tokens, inner, !list.loose);
    const between = list.loose && index > 0 ? [''] : [];
    return [...between, ...hang(lines.length === 0 ? [''] : lines, marker)];
  });
}

/** The marker before the first line, as many spaces before the others. */
function hang(lines: readonly string[], marker: string): string[] {
  const rest = ' '.repeat(marker.length);
  return lines.map((line, index) =>
    ((index === 0 ? marker : line === '' ? '' : rest) + line).trimEnd(),
  );
}

/** Text within tags, as a viewer would show it; comments and tags vanish. */
function htmlLines(raw: string, width: number): string[] {
  const text = inert(raw.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/<[^>]*>/g, ''));
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' ? [] : layOut([{ text: words, styles: [] }], width, false);
}
