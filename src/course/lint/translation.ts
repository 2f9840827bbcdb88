// Rules that compare lab.ja.md with lab.md: the same lab, told in another language.
import { examples } from '../examples.ts';
import { error, type Fault, warning } from '../problem.ts';
import type { LabText, StepText } from '../lab-text.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { firstNamed, named, pairs } from './pairs.ts';

/** Warning: a lab without a translation. */
export function untranslated({ labs }: CourseSource): CourseProblem[] {
  return labs
    .filter(({ ja }) => ja === null)
    .map(({ folder }) => {
      const fault: Fault = {
        rule: 'untranslated',
        message: 'the lab is not translated into Japanese',
        expected: 'lab.ja.md with the same steps',
        example: `${examples.frontMatterJa}\n\n## ブリッジを作る\n<!-- step: create-br0 -->`,
      };
      return warning({ file: `${folder}/lab.ja.md`, line: 1 }, fault);
    });
}

/** Error: a translation that lacks a step, has one more, or another order. */
export function translatedSteps({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en, ja }) => {
    if (!ja) return [];
    const theirs = named(ja).map(({ id }) => id);
    const ours = named(en).map(({ id }) => id);
    const lacking = named(en)
      .filter(({ id }) => !theirs.includes(id))
      .map(({ id, line }) => {
        const message = `the translation lacks the step '${id}' (${en.file}:${line})`;
        const expected = `a step with the comment \`<!-- step: ${id} -->\``;
        const example = `## ブリッジを作る\n<!-- step: ${id} -->`;
        const fault = { rule: 'translation-lacks-step', message, expected, example };
        return error({ file: ja.file, line: placeOfLacking(en, ja, id) }, fault);
      });
    const extra = named(ja)
      .filter(({ id }) => !ours.includes(id))
      .map(({ id, line }) => {
        const message = `the translation has a step '${id}' that ${en.file} has not`;
        const expected = `the steps of ${en.file}: ${ours.join(', ')}`;
        const fault = { rule: 'translation-extra-step', message, expected, example: examples.step };
        return error({ file: ja.file, line }, fault);
      });
    return [...lacking, ...extra, ...otherOrder(en, ja)];
  });
}

/** Where a lacking step belongs: the line of the step before it, or the first line. */
function placeOfLacking(en: LabText, ja: LabText, id: string): number {
  const before = named(en)
    .slice(
      0,
      named(en).findIndex((step) => step.id === id),
    )
    .map((step) => step.id);
  return named(ja).findLast((step) => before.includes(step.id))?.line ?? 1;
}

function otherOrder(en: LabText, ja: LabText): CourseProblem[] {
  const theirs = firstNamed(ja).filter(({ id }) => named(en).some((step) => step.id === id));
  const ours = firstNamed(en).filter(({ id }) => named(ja).some((step) => step.id === id));
  const index = theirs.findIndex(({ id }, at) => id !== ours[at]?.id);
  if (index === -1) return [];
  const fault: Fault = {
    rule: 'translation-order',
    message: `the translation has the step '${theirs[index]!.id}' where ${en.file} has '${ours[index]?.id}'`,
    expected: `the order of ${en.file}: ${ours.map(({ id }) => id).join(', ')}`,
    example: examples.step,
  };
  return [error({ file: ja.file, line: theirs[index]!.line }, fault)];
}

/** Error: a translated step with other commands, another number of hints, or a part that it lacks; other front matter. */
export function translatedParts({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en, ja }) => {
    if (!ja) return [];
    const steps = firstNamed(ja).flatMap((theirs) => {
      const ours = firstNamed(en).find(({ id }) => id === theirs.id);
      if (!ours) return [];
      return partFaults(ours, theirs).map((fault) =>
        (fault.rule === 'translation-learned' ? warning : error)(
          { file: ja.file, line: theirs.line },
          fault,
        ),
      );
    });
    return [...otherFront(en, ja), ...steps];
  });
}

function partFaults(ours: StepText, theirs: StepText): Fault[] {
  const faults: Fault[] = [];
  const add = (rule: string, message: string, expected: string, example: string) =>
    faults.push({ rule, message: `the step '${ours.id}' ${message}`, expected, example });

  if (ours.hints.length !== theirs.hints.length) {
    const message = `has ${hintCount(theirs)}, and ${hintCount(ours)} in English`;
    add('translation-hints', message, 'the same hints, in the same order', examples.hintJa);
  }
  const different = Array.from(
    { length: Math.max(ours.commands.length, theirs.commands.length) },
    (_, index) => [ours.commands[index], theirs.commands[index]] as const,
  ).find(([english, translated]) => bare(english) !== bare(translated));
  if (different) {
    const [english, translated] = different;
    const message =
      translated === undefined
        ? 'lacks commands of the English text'
        : `has other commands: ${oneLine(translated)}`;
    const expected = english === undefined ? 'no further `sh` block' : `\`${oneLine(english)}\``;
    add('translation-commands', message, expected, examples.commands);
  }
  for (const part of ['solution', 'question', 'learned'] as const) {
    if ((ours[part] === null) === (theirs[part] === null)) continue;
    const message =
      theirs[part] === null
        ? `lacks its ${PARTS[part]}`
        : `has a ${PARTS[part]}, and the English text none`;
    add(`translation-${part}`, message, 'the same parts as in English', examples[part]);
  }
  return faults;
}

/** Error: an expectation whose own words are English only, in a lab that is translated. */
export function translatedWords(source: CourseSource): CourseProblem[] {
  return pairs(source)
    .filter(({ lab }) => lab.ja !== null)
    .flatMap(({ entry, spec, place }) =>
      spec.expect.flatMap((one) => {
        if (!('command' in one)) return [];
        const lacking = (['what', 'found'] as const).filter((key) => one[key].ja === undefined);
        return lacking.map((key) => {
          const message = `the step '${entry.id}' has no Japanese for \`${key}\`: ${one[key].en}`;
          const expected = `\`ja\` beside \`en\`, as the lab is translated`;
          const fault = { rule: 'translation-words', message, expected };
          return error(place, { ...fault, example: examples.kinds.command });
        });
      }),
    );
}

const PARTS = { solution: 'solution', question: 'question', learned: 'learned sentence' };

function hintCount({ hints }: StepText): string {
  return hints.length === 1 ? '1 hint' : `${hints.length} hints`;
}

/** Commands without their remarks, which may be translated. */
export function bare(commands: string | undefined): string {
  return (commands ?? '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)#\s.*$/, '').trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** The first line of them, and whether there are more. */
export function oneLine(commands: string): string {
  const [first = '', ...rest] = commands.split('\n');
  return rest.length > 0 ? `${first} …` : first;
}

function otherFront(en: LabText, ja: LabText): CourseProblem[] {
  const problems: CourseProblem[] = [];
  for (const key of ['minutes', 'needs'] as const) {
    const ours = en.front?.[key];
    const theirs = ja.front?.[key];
    if (!ja.front || theirs === undefined || String(ours) === String(theirs)) continue;
    const fault: Fault = {
      rule: 'translation-front-matter',
      message: `'${key}' is ${String(theirs) || 'empty'} here, and ${String(ours) || 'empty'} in ${en.file}`,
      expected: `the same as in ${en.file}, or no '${key}' here`,
      example: examples.frontMatterJa,
    };
    problems.push(error({ file: ja.file, line: ja.front.lineOf(key) }, fault));
  }
  return problems;
}
