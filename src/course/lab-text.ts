// Reads one lab.md or lab.ja.md: its steps, each with body, hints, solution, question and sentence, and their lines.
import { readDirectives } from './directives.ts';
import { takeDetails } from './details.ts';
import { examples } from './examples.ts';
import { type FrontMatter, readFrontMatter } from './front-matter.ts';
import { commandsOf, plainText } from './lex.ts';
import { type Fence, joinLines, type Line, type Piece, scanLines } from './lines.ts';
import { error, warning } from './problem.ts';
import type { CourseProblem, Language } from './types.ts';

export interface StepText {
  /** Null when no comment names it. */
  readonly id: string | null;
  /** Line of the heading. */
  readonly line: number;
  readonly title: string;
  readonly body: string;
  readonly hints: readonly Piece[];
  readonly solution: Piece | null;
  readonly learned: Piece | null;
  readonly question: Piece | null;
  readonly commands: readonly string[];
}

export interface LabText {
  readonly file: string;
  readonly language: Language;
  readonly front: FrontMatter | null;
  readonly intro: string;
  readonly steps: readonly StepText[];
  readonly fences: readonly Fence[];
  readonly problems: readonly CourseProblem[];
}

/** Reads the text of a lab. Never throws: what is wrong is in `problems`, and the rest is as good as can be. */
export function readLabText(file: string, text: string, language: Language): LabText {
  const { front, body, bodyLine, problems: frontProblems } = readFrontMatter(file, text, language);
  const scanned = scanLines(body, bodyLine);
  const problems = [...frontProblems];
  for (const fence of scanned.fences.filter(({ closed }) => !closed)) {
    const fault = {
      rule: 'unclosed-block',
      message: 'the fenced block does not end',
      expected: 'a line with as many backticks as it began with',
      example: examples.commands,
    };
    problems.push(error({ file, line: fence.line }, fault));
  }
  const sections = splitSections(file, scanned.lines, problems);
  const ends = sections.map((_, index) => sections[index + 1]?.line ?? Infinity);
  const directives = sections.map((section, index) => {
    const within = scanned.comments.filter(
      ({ line }) => line >= section.line && line < ends[index]!,
    );
    return readDirectives(file, within, section, problems);
  });
  const steps = sections.slice(1).map((section, index): StepText => {
    const { id, learned, questionLine } = directives[index + 1]!;
    const { rest, hints, solution } = takeDetails(file, section.lines, problems);
    const stepBody = joinLines(rest);
    return {
      id,
      line: section.line,
      title: plainText(section.title ?? ''),
      body: stepBody,
      hints,
      solution,
      learned,
      question: questionLine === null ? null : takeQuestion(file, questionLine, rest, problems),
      commands: commandsOf(solution?.text ?? stepBody),
    };
  });
  const intro = joinLines(sections[0]!.lines);
  return { file, language, front, intro, steps, fences: scanned.fences, problems };
}

interface Section {
  /** Line of its heading; for the intro, the first line after the front matter. */
  readonly line: number;
  /** Null for the intro. */
  readonly title: string | null;
  readonly lines: Line[];
}

/** The intro, then one section a `##` heading. Always at least the intro. */
function splitSections(file: string, lines: readonly Line[], problems: CourseProblem[]): Section[] {
  const intro: Section = { line: lines[0]?.number ?? 1, title: null, lines: [] };
  const steps: Section[] = [];
  let titled = false;
  for (const line of lines) {
    const heading = line.code ? null : /^ {0,3}(#{1,2})(?:\s+(.*?))?(?:\s+#+)?\s*$/.exec(line.text);
    const title = heading?.[2] ?? '';
    if (heading?.[1] === '##') {
      steps.push({ line: line.number, title, lines: [] });
      if (title === '') {
        const message = 'a step without a title';
        const fault = {
          rule: 'no-title',
          message,
          expected: '`## ` and a title',
          example: examples.step,
        };
        problems.push(error({ file, line: line.number }, fault));
      }
    } else if (heading && !titled && steps.length === 0) {
      titled = true;
    } else if (heading) {
      const message = `a second \`#\` title: '${title}'`;
      const expected = 'one `#` title at most; each step begins with `##`';
      const fault = { rule: 'second-title', message, expected, example: examples.step };
      problems.push(warning({ file, line: line.number }, fault));
    } else {
      (steps.at(-1) ?? intro).lines.push(line);
    }
  }
  return [intro, ...steps];
}

/** The paragraph after `<!-- question -->`. */
function takeQuestion(
  file: string,
  line: number,
  body: readonly Line[],
  problems: CourseProblem[],
): Piece | null {
  const start = body.findIndex(({ number, text }) => number >= line && text.trim() !== '');
  const first = body[start];
  if (first && !first.code) {
    const length = body.slice(start).findIndex(({ text, code }) => code || text.trim() === '');
    const paragraph = body.slice(start, length === -1 ? undefined : start + length);
    return { text: joinLines(paragraph), line: first.number };
  }
  const fault = {
    rule: 'no-question',
    message: 'no paragraph follows the question comment',
    expected: 'the question, as the next paragraph',
    example: examples.question,
  };
  problems.push(error({ file, line }, fault));
  return null;
}
