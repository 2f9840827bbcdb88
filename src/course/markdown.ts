// How Markdown reaches the renderer: as marked's tokens, made when the course is compiled, so that the hot path loads no parser.
import type { MarkedToken, Token } from 'marked';
import { LabsError } from '../errors.ts';
import type { Course } from './types.ts';

export type { MarkedToken, Token };

/**
 * The block tokens of one Markdown text of the course, as marked's lexer gives them (GFM on).
 * Every Markdown text of a Course is known: intro, body, hints, solution, learned, question.
 * Titles are plain text already, and need no tokens.
 * Throws LabsError('bug', 'markdown-not-compiled') for any other text.
 */
export type TokensOf = (markdown: string) => readonly MarkedToken[];

/** What `loadCourseCached` of src/host/course-files.ts gives: the course, and the lookup of its Markdown. */
export interface LoadedCourse {
  readonly course: Course;
  readonly tokensOf: TokensOf;
}

/**
 * Makes the lookup over compiled tokens, which are parsed only for the texts that are asked for.
 * @param jsonAt  JSON of the tokens of the text with that index in `markdownTexts(course)`.
 */
export function tokenLookup(course: Course, jsonAt: (index: number) => string): TokensOf {
  let indexes: Map<string, number> | undefined;
  const parsed = new Map<string, readonly MarkedToken[]>();
  return (markdown) => {
    const known = parsed.get(markdown);
    if (known) return known;
    indexes ??= new Map(markdownTexts(course).map((text, index) => [text, index]));
    const index = indexes.get(markdown);
    if (index === undefined) {
      throw new LabsError('bug', 'markdown-not-compiled', 'a Markdown text is not of the course', {
        hint: JSON.stringify(markdown.slice(0, 80)),
      });
    }
    const tokens = JSON.parse(jsonAt(index)) as MarkedToken[];
    parsed.set(markdown, tokens);
    return tokens;
  };
}

/** Every Markdown text of a course, each once, always in the same order. Titles are plain text, and not among them. */
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
