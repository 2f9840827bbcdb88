// Rules on how the steps of lab.md and the entries of steps.yaml fit each other.
import { examples } from '../examples.ts';
import { didYouMean, error } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { named, pairs } from './pairs.ts';

/** Error: a lab without a step. */
export function noSteps({ labs }: CourseSource): CourseProblem[] {
  return labs
    .filter(({ en }) => en.steps.length === 0)
    .map(({ en }) => {
      const message = 'the lab has no step';
      const fault = {
        rule: 'no-steps',
        message,
        expected: 'a `##` heading for each step',
        example: examples.step,
      };
      return error({ file: en.file, line: 1 }, fault);
    });
}

/** Error: two steps of a lab with one id. */
export function duplicateSteps({ labs }: CourseSource): CourseProblem[] {
  const texts = labs.flatMap(({ en, ja }) => (ja ? [en, ja] : [en]));
  return texts.flatMap((text) => {
    const steps = named(text);
    return steps.flatMap((step, index) => {
      const first = steps.slice(0, index).find(({ id }) => id === step.id);
      if (!first) return [];
      const fault = {
        rule: 'duplicate-step',
        message: `the step id '${step.id}' is already that of the step in line ${first.line}`,
        expected: 'an id of its own for each step',
        example: examples.step,
      };
      return [error({ file: text.file, line: step.line }, fault)];
    });
  });
}

/** Error: a step that only one of lab.md and steps.yaml has. */
export function stepsWithoutSpec({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en, steps }) => {
    if (!steps?.readable) return [];
    const ids = named(en).map(({ id }) => id);
    const entries = steps.entries.map(({ id }) => id);
    const inText = named(en)
      .filter(({ id }) => !entries.includes(id))
      .map(({ id, line }) => {
        const near = didYouMean(
          id,
          entries.filter((entry) => !ids.includes(entry)),
        );
        const message = `the step '${id}' is not in ${steps.file}${near}`;
        const expected = `an entry '${id}:' in steps.yaml`;
        return error(
          { file: en.file, line },
          { rule: 'step-not-in-yaml', message, expected, example: examples.stepSpec },
        );
      });
    const inYaml = steps.entries
      .filter(({ id }) => !ids.includes(id))
      .map(({ id, line }) => {
        const near = didYouMean(
          id,
          ids.filter((step) => !entries.includes(step)),
        );
        const message = `the step '${id}' is not in ${en.file}${near}`;
        const expected = `a step with the comment \`<!-- step: ${id} -->\``;
        return error(
          { file: steps.file, line },
          { rule: 'step-not-in-text', message, expected, example: examples.step },
        );
      });
    return [...inText, ...inYaml];
  });
}

/**
 * Error: a step that inspects, and asks nothing. That a command was typed is no effect: it is evidence for an answer, and
 * a learner without a recording would pass with nothing at all.
 */
export function inspectsAlone(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ spec }) => spec.inspect.length > 0 && spec.ask === null)
    .map(({ entry, place }) => {
      const message = `the step '${entry.id}' inspects what was run, and asks no question`;
      const expected = '`inspect` only beside `ask`: as evidence for an answer, never alone';
      const fault = { rule: 'inspect-alone', message, expected, example: examples.inspect };
      return error({ ...place, line: entry.inspectLine }, fault);
    });
}

/** Error: a step of which nothing can be checked. */
export function nothingToCheck(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ spec }) => spec.expect.length === 0 && spec.ask === null)
    .map(({ entry, place }) => {
      const message = `the step '${entry.id}' has neither \`expect\` nor \`ask\``;
      const expected = '`expect` (what the machine must show) or `ask` (a question), or both';
      return error(place, {
        rule: 'nothing-to-check',
        message,
        expected,
        example: examples.stepSpec,
      });
    });
}
