// Rules on mistakes: a check that rejects nothing proves nothing.
import { examples } from '../examples.ts';
import { error } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { pairs } from './pairs.ts';

/** Error: a step with expectations and no mistake that they catch. */
export function noMistake(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ spec }) => spec.expect.length > 0)
    .filter(({ spec }) => !spec.mistakes.some(({ run }) => run !== undefined))
    .map(({ entry, place }) => {
      const message = `the step '${entry.id}' has no mistake that its check catches`;
      const expected =
        'at least one mistake with `run`, and the reason for which the check rejects it';
      return error(place, { rule: 'no-mistake', message, expected, example: examples.mistake });
    });
}

/** Error: a step that asks, without a wrong answer. */
export function noWrongAnswer(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ spec }) => spec.ask !== null)
    .filter(({ spec }) => !spec.mistakes.some(({ answer }) => answer !== undefined))
    .map(({ entry, place }) => {
      const message = `the step '${entry.id}' asks, and has no wrong answer`;
      const expected = 'at least one mistake with `answer`';
      return error(place, {
        rule: 'no-wrong-answer',
        message,
        expected,
        example: examples.askMistake,
      });
    });
}

/** Error: a mistake that nothing of the step could catch. */
export function strayMistake(source: CourseSource): CourseProblem[] {
  return pairs(source).flatMap(({ entry, spec, place }) =>
    spec.mistakes.flatMap((mistake, index) => {
      const lacks =
        mistake.answer !== undefined && spec.ask === null
          ? 'ask'
          : mistake.run !== undefined && spec.expect.length === 0
            ? 'expect'
            : null;
      if (lacks === null) return [];
      const wrong = lacks === 'ask' ? 'a wrong answer' : 'a mistake to run';
      const fault = {
        rule: 'stray-mistake',
        message: `the step '${entry.id}' has ${wrong}, and no \`${lacks}\` to catch it`,
        expected: `\`${lacks}\` in the step, or no such mistake`,
        example: lacks === 'ask' ? examples.ask : examples.stepSpec,
      };
      return [error({ ...place, line: entry.mistakeLine(index) }, fault)];
    }),
  );
}

/** Error: something is called harmless that no command of the solution has. */
export function strayHarmless(source: CourseSource): CourseProblem[] {
  return pairs(source).flatMap(({ entry, spec, text, place }) =>
    spec.harmless
      .filter((part) => !text.commands.some((block) => block.includes(part)))
      .map((part) => {
        const message = `the step '${entry.id}' calls '${part}' harmless, and no command of its solution has that`;
        const expected = 'part of a command of the solution';
        const example = '  harmless:\n    - sudo ip link set lo up';
        return error(place, { rule: 'stray-harmless', message, expected, example });
      }),
  );
}
