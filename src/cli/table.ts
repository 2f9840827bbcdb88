// Every command of the three bins, declared; a command's code is loaded only when it is called.
import { comfortCommands } from './table/comfort.ts';
import { courseCommands } from './table/course.ts';
import { machineCommands } from './table/machine.ts';
import { moveCommands } from './table/move.ts';
import { seeCommands } from './table/see.ts';
import { staffCommands } from './table/staff.ts';
import type { BinName, CommandSpec } from './spec.ts';

export const COMMANDS: readonly CommandSpec[] = [
  ...courseCommands,
  ...seeCommands,
  ...moveCommands,
  ...machineCommands,
  ...comfortCommands,
  ...staffCommands,
];

/** The words by which a bin calls a command: `instructor reset` is `reset` in the bin `instructor`. */
export function nameIn(bin: BinName, spec: CommandSpec): string {
  return bin === 'instructor' ? spec.name.replace(/^instructor /, '') : spec.name;
}

/** The commands that a bin has. */
export function commandsOf(bin: BinName): CommandSpec[] {
  return COMMANDS.filter((spec) => spec.bins.includes(bin));
}
