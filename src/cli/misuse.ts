// What commander refuses, as errors of ours: in the user's language, with the nearest right word.
import type { CommanderError } from 'commander';
import { LabsError } from '../errors.ts';
import { nearest } from '../course/problem.ts';
import { commonOptionsForHelp } from './common.ts';
import { exampleLine } from './help.ts';
import type { BinName, CommandSpec } from './spec.ts';
import { COMMANDS, commandsOf, nameIn } from './table.ts';

/** What was being called when commander refused; `prefix` is put before bins: `npx ` or nothing. */
export interface Attempt {
  readonly bin: BinName;
  readonly argv: readonly string[];
  readonly prefix: string;
}

/** Commander's error as a LabsError of kind `usage`. */
export function misuse(error: CommanderError, attempt: Attempt): LabsError {
  const word = quoted(error.message) ?? '';
  const spec = specOf(attempt);
  const called = `${attempt.prefix}${attempt.bin}${spec ? ` ${nameIn(attempt.bin, spec)}` : ''}`;
  const help = `${called} --help`;
  const example = spec?.examples[0];
  const line = example ? attempt.prefix + exampleLine(attempt.bin, spec, example.line) : help;
  switch (error.code) {
    case 'commander.unknownCommand':
      return unknownCommand(word, attempt);
    case 'commander.unknownOption': {
      const flags = [...(spec?.options ?? []), ...commonOptionsForHelp(spec ?? null)].flatMap(
        (option) => option.flags.split(/[ ,]+/).filter((part) => part.startsWith('--')),
      );
      return usage('unknown-option', `${called} has no option ${word}.`, {
        word,
        command: called,
        suggestion: nearest(word, flags) ?? '',
        help,
      });
    }
    case 'commander.missingArgument':
      return usage('missing-argument', `${called} needs ${word}: ${line}`, {
        word,
        command: called,
        example: line,
        help,
      });
    case 'commander.optionMissingArgument':
      return usage('missing-value', `The option ${word} needs a value.`, { word, help });
    case 'commander.excessArguments':
      return usage('too-many-words', `${called} does not take that many words. Example: ${line}`, {
        command: called,
        example: line,
        help,
      });
    default:
      return usage('misuse', error.message, { detail: error.message, help });
  }
}

function unknownCommand(word: string, attempt: Attempt): LabsError {
  const { bin, prefix } = attempt;
  const words = attempt.argv.filter((part) => !part.startsWith('-'));
  const typed = words.slice(0, words.indexOf(word) + 1).join(' ');
  const here = commandsOf(bin)
    .filter(({ hidden }) => !hidden)
    .map((spec) => nameIn(bin, spec));
  const elsewhere = COMMANDS.find((spec) => spec.name === typed && spec.bins.length > 0);
  const firsts = here.map((name) => name.split(' ')[0] ?? name);
  const near = nearest(typed, [...here, ...firsts]);
  const suggestion = elsewhere
    ? `${prefix}${elsewhere.bins[0] ?? bin} ${nameIn(elsewhere.bins[0] ?? bin, elsewhere)}`
    : near
      ? `${prefix}${bin} ${near}`
      : '';
  return usage('unknown-command', `${bin} has no command ${typed}.`, {
    word: typed,
    bin,
    suggestion,
    help: `${prefix}${bin} --help`,
  });
}

/** The command that the command line names, as far as it can be told: the first, as `watch` in `author watch` is none. */
function specOf({ bin, argv }: Attempt): CommandSpec | undefined {
  const words = argv.filter((part) => !part.startsWith('-'));
  const named = commandsOf(bin).flatMap((spec) => {
    const name = nameIn(bin, spec).split(' ');
    const at = words.findIndex((_, from) =>
      name.every((part, index) => words[from + index] === part),
    );
    return at === -1 ? [] : [{ spec, at }];
  });
  return named.sort((one, other) => one.at - other.at)[0]?.spec;
}

/** The word between quotes in a message of commander, without brackets and flags' values. */
function quoted(message: string): string | undefined {
  return /'([^']*)'/.exec(message)?.[1];
}

function usage(code: string, message: string, params: Record<string, string>): LabsError {
  return new LabsError('usage', code, message, { params });
}
