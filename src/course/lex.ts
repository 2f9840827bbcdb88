// Compiles a course's Markdown with marked's lexer. Loaded only when the compiled course is not cached.
import { Lexer, type Token } from 'marked';
import { type MarkedToken, markdownTexts } from './markdown.ts';
import type { Course } from './types.ts';

/** The block tokens of a Markdown text, with their inline tokens; plain JSON-safe data. */
export function lexMarkdown(markdown: string): MarkedToken[] {
  // The list that marked returns carries `links` as a property of an array: JSON would lose it, and so do we.
  return [...new Lexer({ gfm: true }).lex(markdown)] as MarkedToken[];
}

/** JSON of the tokens of each text of `markdownTexts(course)`, in that order; none has a newline in it. */
export function compileMarkdown(course: Course): string[] {
  return markdownTexts(course).map((text) => JSON.stringify(lexMarkdown(text)));
}

/** The `sh` blocks of a Markdown text, in order, also those inside lists. */
export function commandsOf(markdown: string): string[] {
  const commands: string[] = [];
  const visit = (tokens: readonly MarkedToken[]) => {
    for (const token of tokens) {
      if (token.type === 'code' && /^sh(\s|$)/.test(token.lang ?? '')) {
        commands.push(token.text.trimEnd());
      } else if (token.type === 'list') {
        visit(token.items);
      } else if (token.type === 'list_item' || token.type === 'blockquote') {
        visit(token.tokens as MarkedToken[]);
      }
    }
  };
  visit(lexMarkdown(markdown));
  return commands.filter((command) => command !== '');
}

/** A heading without its inline markup: titles also stand in lists, where nothing renders it. */
export function plainText(inline: string): string {
  const read = (tokens: readonly Token[]): string =>
    tokens
      .map((token) => {
        if (token.type === 'html') return '';
        const inner = (token as { tokens?: Token[] }).tokens;
        if (inner) return read(inner);
        return 'text' in token ? String(token.text) : token.raw;
      })
      .join('');
  return read(Lexer.lexInline(inline)).trim();
}
