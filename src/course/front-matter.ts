// The front matter of lab.md and lab.ja.md, and course.yaml: small YAML maps, each with its schema.
import { z } from 'zod';
import { examples } from './examples.ts';
import { error } from './problem.ts';
import { type Form, schemaProblems } from './schema-problems.ts';
import type { CourseProblem, Language, Text } from './types.ts';
import { type Path, readYaml, type YamlText } from './yaml.ts';

const title = z.string().trim().min(1);
const minutes = z.int().min(1).max(600);
const needs = z.array(z.string().min(1));

const labSchema = z.strictObject({ title, minutes, needs: needs.default([]) });
// A translation need not repeat what is not language; where it does, lint compares.
const translationSchema = z.strictObject({
  title,
  minutes: minutes.optional(),
  needs: needs.optional(),
});
const courseSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens, no hyphen first: my-course'),
  title: z.strictObject({ en: title, ja: title.exactOptional() }),
  vary: z.record(z.string(), z.array(z.string()).min(1)).default({}),
});

/** course.yaml, with the lines of what lint judges. */
export interface CourseMeta {
  readonly name: string;
  readonly title: Text;
  readonly vary: readonly VaryEntry[];
}

/** A word that differs from learner to learner, and what may stand in its place. */
export interface VaryEntry {
  readonly word: string;
  readonly line: number;
  readonly values: readonly { readonly word: string; readonly line: number }[];
}

export interface FrontMatter {
  readonly title: string;
  readonly minutes?: number | undefined;
  readonly needs?: readonly string[] | undefined;
  /** Line of the key, or of the front matter's start where it has none. */
  lineOf(key: 'title' | 'minutes' | 'needs'): number;
}

/** Takes the front matter off a lab's text. `bodyLine` is the first line (1-based) after it. */
export function readFrontMatter(
  file: string,
  text: string,
  language: Language,
): { front: FrontMatter | null; body: string; bodyLine: number; problems: CourseProblem[] } {
  const example = language === 'en' ? examples.frontMatter : examples.frontMatterJa;
  const expected = 'front matter between two lines `---`, from the first line on';
  const lines = text.split('\n');
  if (lines[0]?.trimEnd() !== '---') {
    const fault = { rule: 'front-matter', message: 'no front matter', expected, example };
    return { front: null, body: text, bodyLine: 1, problems: [error({ file, line: 1 }, fault)] };
  }
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end === -1) {
    const message = 'the front matter does not end';
    const problem = error({ file, line: 1 }, { rule: 'front-matter', message, expected, example });
    return { front: null, body: '', bodyLine: lines.length, problems: [problem] };
  }
  const body = lines.slice(end + 1).join('\n');
  const yaml = readYaml(file, lines.slice(1, end).join('\n'), example, 2);
  const rest = { body, bodyLine: end + 2 };
  if (yaml.problems.length > 0) return { front: null, ...rest, problems: [...yaml.problems] };
  const schema = language === 'en' ? labSchema : translationSchema;
  const result = schema.safeParse(yaml.data ?? {});
  if (!result.success) {
    const form = { what: 'the front matter', keys: Object.keys(schema.shape), example };
    return {
      front: null,
      ...rest,
      problems: schemaProblems(yaml, result.error.issues, () => form),
    };
  }
  const lineOf = (key: string) => yaml.keyLineOf([key]);
  return { front: { ...result.data, lineOf }, ...rest, problems: [] };
}

/** Reads course.yaml. `data` is null when it is not well formed. */
export function readCourseYaml(
  file: string,
  text: string,
): { data: CourseMeta | null; problems: CourseProblem[] } {
  const yaml: YamlText = readYaml(file, text, examples.courseYaml);
  if (yaml.problems.length > 0) return { data: null, problems: [...yaml.problems] };
  const result = courseSchema.safeParse(yaml.data ?? {});
  if (result.success) {
    const vary = Object.entries(result.data.vary).map(([word, values]) => ({
      word,
      line: yaml.keyLineOf(['vary', word]),
      values: values.map((value, index) => ({
        word: value,
        line: yaml.lineOf(['vary', word, index]),
      })),
    }));
    return { data: { ...result.data, vary }, problems: [] };
  }
  return { data: null, problems: schemaProblems(yaml, result.error.issues, courseForm) };
}

function courseForm(path: Path): Form {
  if (path.length === 0) {
    const keys = Object.keys(courseSchema.shape);
    return { what: 'course.yaml', keys, example: examples.courseYaml };
  }
  return path[0] === 'vary'
    ? { what: '`vary`', keys: [], example: examples.vary }
    : { what: '`title`', keys: ['en', 'ja'], example: examples.courseYaml };
}
