// Help, written from the table of commands in the user's language.
import type { Language, Text } from '../course/types.ts';
import { layOut, widthOf } from '../ui/layout.ts';
import { commonOptionsForHelp } from './common.ts';
import type { BinName, CommandGroup, CommandSpec } from './spec.ts';
import { commandsOf, nameIn } from './table.ts';

export interface HelpStyle {
  readonly language: Language;
  readonly columns: number;
  /** Marks a heading; identity without colours. */
  readonly bold: (text: string) => string;
  /** Put before the bin's name in examples: `npx ` when that is how it was called. */
  readonly prefix: string;
}

const WORDS = {
  usage: { en: 'Usage', ja: '使い方' },
  arguments: { en: 'Arguments', ja: '引数' },
  options: { en: 'Options', ja: 'オプション' },
  examples: { en: 'Examples', ja: '例' },
  command: { en: 'COMMAND', ja: 'コマンド' },
  optionWord: { en: 'OPTIONS', ja: 'オプション' },
  more: { en: 'More on a command', ja: 'コマンドの詳細' },
} as const;

const ABOUT: Record<BinName, Text> = {
  'bridge-labs': {
    en: 'Hands-on network labs on a real, disposable Linux machine.',
    ja: '本物の使い捨て Linux マシンで学ぶ、ネットワークの実習コースです。',
  },
  labs: {
    en: 'The loop of a learner: read a step, do it in the machine, check it, go on.',
    ja: 'ステップを読み、マシンで実行し、確かめて、次へ進みます。',
  },
  instructor: {
    en: 'For whoever looks after learners and their machines.',
    ja: '受講者とマシンを管理する講師のためのコマンドです。',
  },
};

const GROUPS: Record<CommandGroup, Text> = {
  loop: { en: 'Learning', ja: '学習' },
  read: { en: 'Reading', ja: '確認' },
  move: { en: 'Going back and forth', ja: '移動とやり直し' },
  machine: { en: 'The machine', ja: 'マシン' },
  author: { en: 'For authors', ja: '作者向け' },
  instructor: { en: 'For instructors', ja: '講師向け' },
};

const FIRST_STEPS: Record<BinName, readonly string[]> = {
  'bridge-labs': ['bridge-labs start', 'labs check', 'labs hint', 'labs next'],
  labs: ['labs start', 'labs check', 'labs hint', 'labs next'],
  instructor: ['instructor reset 5 --yes'],
};

/** Help of a bin: its commands by group, and how to begin. */
export function renderProgramHelp(bin: BinName, style: HelpStyle): string {
  const say = speaker(style);
  const specs = commandsOf(bin).filter(({ hidden }) => !hidden);
  const rows = (group: CommandGroup): [string, string][] =>
    specs
      .filter((spec) => spec.group === group)
      .map((spec) => [synopsis(bin, spec), say(spec.summary)]);
  const groups = (Object.keys(GROUPS) as CommandGroup[])
    .map((group) => ({ title: say(GROUPS[group]), rows: rows(group) }))
    .filter(({ rows }) => rows.length > 0);
  const all = groups.flatMap(({ rows }) => rows);
  const options = commonRows(null, say);
  return join([
    usage(`${bin} ${say(WORDS.command)} [${say(WORDS.optionWord)}]`, style),
    wrap(say(ABOUT[bin]), style.columns).join('\n'),
    ...groups.map(({ title, rows }) => section(title, rows, style, all)),
    section(say(WORDS.options), options, style),
    examples(FIRST_STEPS[bin], style),
    `${say(WORDS.more)}: ${style.prefix}${bin} ${say(WORDS.command)} --help`,
  ]);
}

/** Help of a word that only holds commands, like `image`. */
export function renderGroupHelp(bin: BinName, name: string, style: HelpStyle): string {
  const say = speaker(style);
  const rows = commandsOf(bin)
    .filter((spec) => nameIn(bin, spec).startsWith(`${name} `))
    .map((spec): [string, string] => [synopsis(bin, spec), say(spec.summary)]);
  return join([
    usage(`${bin} ${name} ${say(WORDS.command)} [${say(WORDS.optionWord)}]`, style),
    section(say(GROUPS[groupOf(bin, name)]), rows, style),
    `${say(WORDS.more)}: ${style.prefix}${bin} ${name} ${say(WORDS.command)} --help`,
  ]);
}

/** Help of one command. */
export function renderCommandHelp(bin: BinName, spec: CommandSpec, style: HelpStyle): string {
  const say = speaker(style);
  const own = (spec.options ?? []).map((option): [string, string] => [
    option.flags,
    say(option.text),
  ]);
  const rest = commonRows(spec, say);
  const words = (spec.arguments ?? []).map((argument): [string, string] => [
    argument.name,
    say(argument.text),
  ]);
  const all = [...own, ...rest, ...words];
  const shown = spec.examples.map(({ line, text }): [string, string] => [
    style.prefix + exampleLine(bin, spec, line),
    say(text),
  ]);
  return join([
    usage(`${bin} ${synopsis(bin, spec)} [${say(WORDS.optionWord)}]`, style),
    wrap(say(spec.summary), style.columns).join('\n'),
    words.length > 0 ? section(say(WORDS.arguments), words, style, all) : '',
    section(say(WORDS.options), [...own, ...rest], style, all),
    section(say(WORDS.examples), shown, style),
  ]);
}

/** An example as it is typed with this bin. */
export function exampleLine(bin: BinName, spec: CommandSpec, line: string): string {
  const name = nameIn(bin, spec);
  return `${bin} ${line.startsWith(spec.name) ? name + line.slice(spec.name.length) : line}`;
}

function speaker(style: HelpStyle): (text: Text) => string {
  return (text) => text[style.language] ?? text.en;
}

function synopsis(bin: BinName, spec: CommandSpec): string {
  const words = (spec.arguments ?? []).map((argument) => argument.name);
  return [nameIn(bin, spec), ...words].join(' ');
}

function groupOf(bin: BinName, name: string): CommandGroup {
  return (
    commandsOf(bin).find((spec) => nameIn(bin, spec).startsWith(`${name} `))?.group ?? 'machine'
  );
}

function commonRows(spec: CommandSpec | null, say: (text: Text) => string): [string, string][] {
  return commonOptionsForHelp(spec).map((option) => [option.flags, say(option.text)]);
}

function usage(line: string, style: HelpStyle): string {
  return `${style.bold(`${speaker(style)(WORDS.usage)}:`)} ${line}`;
}

function examples(lines: readonly string[], style: HelpStyle): string {
  const title = style.bold(`${speaker(style)(WORDS.examples)}:`);
  return [title, ...lines.map((line) => `  ${style.prefix}${line}`)].join('\n');
}

/** A titled list in two columns; `aligned` is what the left column must also hold. Long words get a line of their own. */
function section(
  title: string,
  rows: readonly [string, string][],
  style: HelpStyle,
  aligned: readonly [string, string][] = rows,
): string {
  const limit = Math.max(16, Math.floor(style.columns * 0.45));
  const fitting = aligned.map(([left]) => widthOf(left)).filter((length) => length <= limit);
  const left = Math.max(0, ...fitting) + 2;
  const right = Math.max(20, style.columns - left - 2);
  const lines = rows.map(([word, text]) => {
    const wrapped = wrap(text, right);
    const indent = ' '.repeat(left + 2);
    const tail = wrapped.slice(1).map((line) => `\n${indent}${line}`);
    const gap = left - widthOf(word);
    const head = gap >= 2 ? word + ' '.repeat(gap) : `${word}\n${indent}`;
    return `  ${head}${wrapped[0] ?? ''}${tail.join('')}`;
  });
  return [style.bold(`${title}:`), ...lines].join('\n');
}

function wrap(text: string, columns: number): string[] {
  return layOut([{ text, styles: [] }], columns, false);
}

function join(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
