// How Markdown reaches the renderer: as marked's tokens, made when the course is compiled, so that the hot path loads no parser.
import type { MarkedToken, Token } from 'marked';
import { LabsError } from '../errors.ts';
import type { Course } from './types.ts';

export type { MarkedToken, Token };

/**
 * The block tokens of one Markdown text of the course, as marked's lexer gives them (GFM on).
 * Every Markdown text of a Course is known: intro, body, hints, solution, learned, question.
 * Titles are plain text already, and need no tokens.
 * Throws LabsError('bug', 'markdown-not-compiled') for any other text, unless the lookup was made with a lexer.
 */
export type TokensOf = (markdown: string) => readonly MarkedToken[];

/** A course with what its texts were lexed to; plain data, as it stands in the cache. */
export interface CompiledCourse {
  readonly course: Course;
  /** Markdown text → its tokens. */
  readonly tokens: Readonly<Record<string, readonly MarkedToken[]>>;
}

/** What `loadCourseCached` of src/host/course-files.ts gives: the course, and the lookup of its Markdown. */
export interface LoadedCourse {
  readonly course: Course;
  readonly tokensOf: TokensOf;
}

/**
 * Makes the lookup over compiled tokens.
 * @param lex  For texts that are not of the course (`lexMarkdown` of lex.ts); without it those throw.
 */
export function tokenLookup(
  tokens: CompiledCourse['tokens'],
  lex?: (markdown: string) => readonly MarkedToken[],
): TokensOf {
  return (markdown) => {
    const known = Object.hasOwn(tokens, markdown) ? tokens[markdown] : undefined;
    if (known) return known;
    if (lex) return lex(markdown);
    throw new LabsError('bug', 'markdown-not-compiled', 'a Markdown text is not of the course', {
      hint: JSON.stringify(markdown.slice(0, 80)),
    });
  };
}

/** Every Markdown text of a course, each once. Titles are plain text, and not among them. */
export function markdownTexts(course: Course): string[] {
  const texts = course.labs.flatMap((lab) => [
    lab.intro,
    ...lab.steps.flatMap((step) => [
      step.body,
      ...step.hints,
      step.solution,
      step.learned,
      step.question,
    ]),
  ]);
  return [...new Set(texts.flatMap((text) => (text ? Object.values(text) : [])))];
}
