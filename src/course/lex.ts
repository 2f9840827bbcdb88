// Compiles a course's Markdown with marked's lexer. Loaded only when the compiled course is not cached.
import { Lexer } from 'marked';
import { type CompiledCourse, type MarkedToken, markdownTexts } from './markdown.ts';
import type { Course } from './types.ts';

/** The block tokens of a Markdown text, with their inline tokens; plain JSON-safe data. */
export function lexMarkdown(markdown: string): MarkedToken[] {
  // The list that marked returns carries `links` as a property of an array: JSON would lose it, and so do we.
  return [...new Lexer({ gfm: true }).lex(markdown)] as MarkedToken[];
}

/** The course together with the tokens of each of its Markdown texts. */
export function compileCourse(course: Course): CompiledCourse {
  const tokens = Object.fromEntries(markdownTexts(course).map((text) => [text, lexMarkdown(text)]));
  return { course, tokens };
}
