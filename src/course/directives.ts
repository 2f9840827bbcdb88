// The HTML comments that mean something: `step: id`, `learned: sentence`, `question`, `picture: before` or `after`.
import { examples } from './examples.ts';
import { type Comment, type Piece, unwrap } from './lines.ts';
import { MOMENTS } from './pictures.ts';
import { error, nearest } from './problem.ts';
import type { CourseProblem } from './types.ts';

const NAMES = ['step', 'learned', 'question', 'picture'] as const;

export interface Directives {
  readonly id: string | null;
  readonly learned: Piece | null;
  readonly questionLine: number | null;
}

const expectedComment =
  '`<!-- step: id -->`, `<!-- learned: sentence -->`, `<!-- question -->`, `<!-- picture: before -->`, or a remark in words';

/** Reads the comments of one section; each of the three may stand in it once. */
export function readDirectives(
  file: string,
  comments: readonly Comment[],
  section: { readonly line: number; readonly title: string | null },
  problems: CourseProblem[],
): Directives {
  const found = new Map<string, { line: number; value: string }>();
  for (const { line, text, closed } of comments) {
    const report = (rule: string, message: string, expected: string, example: string) =>
      problems.push(error({ file, line }, { rule, message, expected, example }));
    if (!closed) {
      report(
        'unclosed-comment',
        'the comment does not end',
        'a comment ends with `-->`',
        examples.comment,
      );
    }
    const parts = /^([A-Za-z]+)\s*(?::\s*([\s\S]*))?$/.exec(text);
    if (!parts) continue;
    const name = parts[1]!.toLowerCase();
    const value = unwrap(parts[2] ?? '');
    if (!(NAMES as readonly string[]).includes(name)) {
      const meant = nearest(name, NAMES);
      const message = `unknown comment '${name}'; did you mean '${meant}'?`;
      if (meant) report('unknown-comment', message, expectedComment, examples.comment);
    } else if (name === 'picture') {
      if (MOMENTS.some((moment) => moment === value)) continue;
      const message = `'${value}' is no moment that a picture can show`;
      report('bad-picture', message, 'before or after', examples.picture);
    } else if (found.has(name)) {
      report('duplicate-comment', `a second '${name}' in one step`, 'one a step', exampleOf(name));
    } else if (section.title === null) {
      const message = `'${name}' before the first step`;
      report('misplaced-comment', message, 'under the `##` heading of its step', exampleOf(name));
    } else if (name !== 'question' && value === '') {
      report('empty-comment', `'${name}' says nothing`, exampleOf(name), exampleOf(name));
    } else {
      found.set(name, { line, value });
    }
  }
  const step = found.get('step');
  const learned = found.get('learned');
  const id = step && /^[a-z][a-z0-9-]*$/.test(step.value) ? step.value : null;
  if (section.title !== null && id === null) {
    const place = { file, line: step?.line ?? section.line };
    const message = step
      ? `'${step.value}' is not a step id`
      : `the step '${section.title}' has no comment that names it`;
    const expected = step
      ? 'small letters, digits and hyphens, a letter first'
      : '`<!-- step: id -->` under the heading';
    const rule = step ? 'bad-step-id' : 'missing-step-comment';
    problems.push(error(place, { rule, message, expected, example: examples.step }));
  }
  return {
    id,
    learned: learned ? { text: learned.value, line: learned.line } : null,
    questionLine: found.get('question')?.line ?? null,
  };
}

function exampleOf(name: string): string {
  if (name === 'learned') return examples.learned;
  return name === 'question' ? examples.question : examples.step;
}
