// Builds commander's program of one bin from the table.
import { Command } from 'commander';
import { commonOptions, type CommonOption } from './common.ts';
import { renderCommandHelp, renderGroupHelp, renderProgramHelp, type HelpStyle } from './help.ts';
import type { BinName, CommandSpec } from './spec.ts';
import { commandsOf, nameIn } from './table.ts';

export interface ProgramParts {
  readonly bin: BinName;
  /** The words after the bin's name. */
  readonly argv: readonly string[];
  readonly version: string;
  readonly style: HelpStyle;
  /** Called with what commander wants on stdout: help and version. */
  readonly write: (text: string) => void;
  /** Called when a command was named and its words are well formed. */
  readonly called: (
    spec: CommandSpec,
    args: readonly string[],
    options: Readonly<Record<string, unknown>>,
  ) => void;
}

/** The program; parsing it throws CommanderError instead of ending the process, and prints no errors itself. */
export function buildProgram(parts: ProgramParts): Command {
  const { bin, style } = parts;
  const program = prepare(new Command(bin), parts, () => renderProgramHelp(bin, style));
  program.enablePositionalOptions();
  addOptions(program, commonOptions(null));
  const groups = new Map<string, Command>();
  for (const spec of concerned(bin, parts.argv)) {
    const words = nameIn(bin, spec).split(' ');
    const leaf = words.pop() ?? '';
    const parent = words.length === 0 ? program : group(program, groups, words.join(' '), parts);
    addCommand(parent, leaf, spec, parts);
  }
  return program;
}

/** The commands that these words may call, as each takes time to declare; all of them where none is named. */
function concerned(bin: BinName, argv: readonly string[]): CommandSpec[] {
  const all = commandsOf(bin);
  const named = all.filter((spec) => argv.includes(nameIn(bin, spec).split(' ')[0] ?? ''));
  const words = argv.some((word) => !word.startsWith('-'));
  return named.length > 0 ? named : words ? all : all.slice(0, 1);
}

/** A word that only holds other commands: `image`, `author`. */
function group(
  program: Command,
  groups: Map<string, Command>,
  name: string,
  parts: ProgramParts,
): Command {
  const known = groups.get(name);
  if (known) return known;
  const made = prepare(program.createCommand(name), parts, () =>
    renderGroupHelp(parts.bin, name, parts.style),
  );
  addOptions(made, commonOptions(null));
  program.addCommand(made);
  groups.set(name, made);
  return made;
}

function addCommand(parent: Command, name: string, spec: CommandSpec, parts: ProgramParts): void {
  const command = prepare(parent.createCommand(name), parts, () =>
    renderCommandHelp(parts.bin, spec, parts.style),
  );
  for (const argument of spec.arguments ?? []) command.argument(argument.name);
  addOptions(command, commonOptions(spec));
  for (const option of spec.options ?? []) command.option(option.flags);
  if (spec.passThrough) command.passThroughOptions();
  command.action((..._: unknown[]) => {
    parts.called(spec, command.args, givenOptions(command));
  });
  parent.addCommand(command);
}

function prepare(command: Command, parts: ProgramParts, help: () => string): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut: parts.write, writeErr: () => {}, outputError: () => {} })
    .configureHelp({ formatHelp: help })
    .helpCommand(false)
    .version(parts.version, '-V, --version');
}

function addOptions(command: Command, options: readonly CommonOption[]): void {
  for (const option of options) command.option(option.flags);
}

/** What was given on the command line, also before the command's name; the innermost counts. */
function givenOptions(leaf: Command): Record<string, unknown> {
  const chain: Command[] = [];
  for (let at: Command | null = leaf; at; at = at.parent) chain.unshift(at);
  const given: Record<string, unknown> = {};
  for (const command of chain) {
    for (const [key, value] of Object.entries(command.opts())) {
      if (command.getOptionValueSource(key) === 'cli') given[key] = value;
    }
  }
  return given;
}
