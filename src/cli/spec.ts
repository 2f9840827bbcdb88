// The form of one row in the table of commands.
import type { Text } from '../course/types.ts';
import type { Session } from '../learner/session.ts';

export const BINS = ['bridge-labs', 'labs', 'instructor'] as const;
export type BinName = (typeof BINS)[number];

/** What a command gets: its words, its options (camelCase names), and the learner's session. */
export interface Invocation {
  /** The bin that was called. */
  readonly bin?: BinName;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly session: Session;
}

/** A command's file exports one of these; resolves with the exit code. */
export interface CommandModule {
  run(invocation: Invocation): Promise<number>;
}

export interface OptionSpec {
  /** As commander reads it: `--course <dir>`. */
  readonly flags: string;
  readonly text: Text;
}

export interface ArgumentSpec {
  /** As commander reads it: `[position]`, `<command...>`. */
  readonly name: string;
  readonly text: Text;
}

export type CommandGroup = 'loop' | 'read' | 'move' | 'machine' | 'author' | 'instructor';

export interface CommandSpec {
  /** Words of the command in the bin that has everything: `check`, `image ls`, `instructor reset`. */
  readonly name: string;
  readonly bins: readonly BinName[];
  readonly group: CommandGroup;
  readonly summary: Text;
  readonly arguments?: readonly ArgumentSpec[];
  readonly options?: readonly OptionSpec[];
  /** Without the bin's name; the first is also what an error of misuse shows. */
  readonly examples: readonly { readonly line: string; readonly text: Text }[];
  /** Reports something: takes --json. */
  readonly json?: true;
  /** Options after the first word belong to that word: `run ls -l`. */
  readonly passThrough?: true;
  /** What its first argument is, for the shell's completion. */
  readonly complete?: 'place' | 'lab' | 'shell';
  /** Called by programs only: not in the help. */
  readonly hidden?: true;
  readonly load: () => Promise<CommandModule>;
}
