// Rules on what a step owes its learner: commands, hints, a question, a sentence on pass.
import { examples } from '../examples.ts';
import { error, warning } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { named, pairs } from './pairs.ts';

/** Error: a step that expects something, and shows no commands that bring it about. */
export function noCommands(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ text, spec }) => text.commands.length === 0 && spec.ask === null)
    .map(({ text, textPlace }) => {
      const message = `the step '${text.id}' has no commands`;
      const expected = 'a fenced `sh` block in the step or in its solution';
      return error(textPlace, {
        rule: 'no-commands',
        message,
        expected,
        example: examples.solution,
      });
    });
}

/** Error: a step without hints. */
export function noHints({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en }) =>
    named(en)
      .filter(({ hints }) => hints.length === 0)
      .map(({ id, line }) => {
        const message = `the step '${id}' has no hints`;
        const fault = {
          rule: 'no-hints',
          message,
          expected: 'at least one hint',
          example: examples.hint,
        };
        return error({ file: en.file, line }, fault);
      }),
  );
}

/** Warning: a step that says nothing when it is passed. */
export function noLearned({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en }) =>
    named(en)
      .filter(({ learned }) => learned === null)
      .map(({ id, line }) => {
        const message = `the step '${id}' does not say what was learned`;
        const expected = 'a comment with one sentence';
        const fault = { rule: 'no-learned', message, expected, example: examples.learned };
        return warning({ file: en.file, line }, fault);
      }),
  );
}

/** Error: a step that asks, and marks no question; or marks one, and asks none. */
export function noQuestion(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ text, spec }) => (text.question === null) !== (spec.ask === null))
    .map(({ lab, text, spec, place, textPlace }) => {
      if (spec.ask !== null) {
        const message = `the step '${text.id}' asks, and ${lab.en.file} marks no question`;
        const expected = 'the comment `<!-- question -->` before the paragraph that asks';
        return error(textPlace, {
          rule: 'no-question',
          message,
          expected,
          example: examples.question,
        });
      }
      const line = text.question?.line ?? textPlace.line;
      const message = `the step '${text.id}' marks a question, and ${place.file} has no \`ask\` for it`;
      const expected = '`ask` with the command that reads the right answer off the machine';
      return error(
        { ...textPlace, line },
        { rule: 'question-without-ask', message, expected, example: examples.ask },
      );
    });
}
