// Rules on what a learner is shown beside the commands that count: the same in both languages, and nothing that never ends.
import { examples } from '../examples.ts';
import type { LabText, StepText } from '../lab-text.ts';
import type { Fence } from '../lines.ts';
import { pictureComments } from '../pictures.ts';
import { error, warning } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { firstNamed } from './pairs.ts';
import { bare, oneLine } from './translation.ts';

/**
 * Error: a translated step that shows other `sh` blocks beside its solution. Those that count are compared by
 * `translatedParts`, and what differs there is no news.
 */
export function shownCommands({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en, ja }) => {
    if (!ja) return [];
    return firstNamed(ja).flatMap((theirs) => {
      const ours = firstNamed(en).find(({ id }) => id === theirs.id);
      if (!ours || !sameCommands(ours.commands, theirs.commands)) return [];
      return otherBlock(ja, theirs, blocksOf(en, ours), blocksOf(ja, theirs));
    });
  });
}

interface Block {
  readonly line: number;
  readonly commands: string;
}

function otherBlock(
  ja: LabText,
  step: StepText,
  ours: readonly Block[],
  theirs: readonly Block[],
): CourseProblem[] {
  const at = Array.from({ length: Math.max(ours.length, theirs.length) }).findIndex(
    (_, index) => ours[index]?.commands !== theirs[index]?.commands,
  );
  if (at === -1) return [];
  // Where their number differs, what follows the first difference is shifted: the block that the other text has not counts.
  const lacking = ours.find(({ commands }) => !theirs.some((one) => one.commands === commands));
  const added = theirs.find(({ commands }) => !ours.some((one) => one.commands === commands));
  const [english, translated] =
    ours.length === theirs.length
      ? [ours[at], theirs[at]]
      : ours.length > theirs.length
        ? [lacking ?? ours[at], undefined]
        : [undefined, added ?? theirs[at]];
  const message =
    translated === undefined
      ? `the step '${step.id}' lacks commands that the English text shows`
      : `the step '${step.id}' shows other commands: ${oneLine(translated.commands)}`;
  const expected = english ? `\`${oneLine(english.commands)}\`` : 'no further `sh` block';
  const fault = { rule: 'translation-commands', message, expected, example: examples.commands };
  return [error({ file: ja.file, line: translated?.line ?? step.line }, fault)];
}

/** All `sh` blocks of a step, those of its hints and its solution included. */
function blocksOf(text: LabText, step: StepText): Block[] {
  const end = text.steps.find(({ line }) => line > step.line)?.line ?? Infinity;
  return text.fences
    .filter(({ line, language }) => language === 'sh' && line > step.line && line < end)
    .map((fence) => ({ line: fence.line, commands: bare(dedented(fence)) }))
    .filter(({ commands }) => commands !== '');
}

/** In a list, blocks are indented; how far is a matter of the text around them. */
function dedented({ content }: Fence): string {
  return content.map(({ text }) => text.trim()).join('\n');
}

function sameCommands(ours: readonly string[], theirs: readonly string[]): boolean {
  return ours.length === theirs.length && ours.every((one, at) => bare(one) === bare(theirs[at]));
}

/** Error: a picture that stands in one language only. */
export function translatedPictures({ labs, files }: CourseSource): CourseProblem[] {
  const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  return labs.flatMap(({ en, ja }) => {
    if (!ja) return [];
    return [
      [en.file, ja.file],
      [ja.file, en.file],
    ].flatMap(([file = '', other = '']) => {
      const there = pictureComments(textOf(other)).map(({ moment }) => moment);
      return pictureComments(textOf(file))
        .filter(({ moment }) => !there.includes(moment))
        .map(({ moment, line }) => {
          const fault = {
            rule: 'translation-picture',
            message: `the picture '${moment}' stands here, and not in ${other}`,
            expected: `the same pictures in both languages`,
            example: examples.picture.replace('before', moment),
          };
          return error({ file, line }, fault);
        });
    });
  });
}

/** Warning: a `ping` that goes on until somebody stops it, in a block that the proof may run. */
export function endlessPing({ labs }: CourseSource): CourseProblem[] {
  return labs.flatMap(({ en }) =>
    en.fences
      .filter(({ language }) => language === 'sh')
      .flatMap(({ content }) => content.filter(({ text }) => isEndlessPing(text)))
      .map(({ number, text }) => {
        const fault = {
          rule: 'endless-command',
          message: `this command does not end by itself: ${text.trim()}`,
          expected: '`ping` with `-c`, the number of packets',
          example: '```sh\nping -c 3 192.168.200.1\n```',
        };
        return warning({ file: en.file, line: number }, fault);
      }),
  );
}

/** With neither a count (-c) nor a time (-w, timeout), and not in the background. */
function isEndlessPing(line: string): boolean {
  const commands = line.replace(/(^|\s)#\s.*$/, '').split(/&&|\|\||[;|]/);
  return commands.some(
    (command) =>
      /(?:^|\s)ping6?\s+\S/.test(command) && !/\s-[a-zA-Z]*[cw]|(?:^|\s)timeout\s|&/.test(command),
  );
}
