// Mistakes that no author wrote: the solution with a command left out, run twice, or swapped with its neighbour. Pure.
import { quote } from '../../ssh/words.ts';

export interface Variant {
  readonly kind: 'left-out' | 'twice' | 'swapped';
  /** The command that is varied; of two that are swapped, the first. */
  readonly command: string;
  /** Its place in the solution. */
  readonly index: number;
  readonly commands: readonly string[];
}

/**
 * The commands of blocks of shell: a line each, but for what belongs together (a here-document, a loop, an open
 * quote, a line that goes on). Remarks and empty lines are none.
 */
export function commandsOf(blocks: readonly string[]): string[] {
  return blocks.flatMap((block) => {
    const commands: string[] = [];
    let lines: string[] = [];
    for (const line of block.split('\n')) {
      if (lines.length === 0 && /^\s*(#.*)?$/.test(line)) continue;
      lines.push(line);
      if (isOpen(lines)) continue;
      commands.push(lines.join('\n'));
      lines = [];
    }
    return lines.length === 0 ? commands : [...commands, lines.join('\n')];
  });
}

/**
 * Each command left out; the only one is not, as that is where the step begins. `harmless`: parts of commands that are
 * not varied. Those whose absence changes nothing only look, and need no other variation.
 */
export function leftOut(commands: readonly string[], harmless: readonly string[]): Variant[] {
  if (commands.length < 2) return [];
  return varied(commands, harmless).map((index) => ({
    ...{ kind: 'left-out', index, command: commands[index] ?? '' },
    commands: commands.toSpliced(index, 1),
  }));
}

/** Of the commands at these indexes, each run twice, and each swapped with the next of them. */
export function rearranged(commands: readonly string[], changing: readonly number[]): Variant[] {
  const twice = changing.map((index): Variant => {
    const command = commands[index] ?? '';
    return { kind: 'twice', index, command, commands: commands.toSpliced(index, 0, command) };
  });
  const swapped = changing.slice(0, -1).map((index, position): Variant => {
    const next = changing[position + 1] ?? index;
    const [command = '', other = ''] = [commands[index], commands[next]];
    return {
      kind: 'swapped',
      index,
      command,
      commands: commands.with(index, other).with(next, command),
    };
  });
  return [...twice, ...swapped];
}

/** Indexes of the commands that are not harmless. */
export function varied(commands: readonly string[], harmless: readonly string[]): number[] {
  return commands.flatMap((command, index) =>
    harmless.some((part) => command.includes(part)) ? [] : [index],
  );
}

/** A variant may wait for what never comes, seconds. */
const LIMIT_S = 20;

/** Runs all of the commands in one shell, as one types them: what fails does not keep the next one from being tried. */
export function variantCommand(commands: readonly string[]): string {
  const loop = 'for command do eval "$command"; done >/dev/null 2>&1 </dev/null';
  return `timeout ${LIMIT_S} bash -lc ${quote(loop)} bash ${commands.map(quote).join(' ')}; true`;
}

/** Whether a shell would read on: crude, and on the safe side, since what is kept together is only varied less. */
function isOpen(lines: readonly string[]): boolean {
  const text = lines.join('\n');
  const last = lines.at(-1) ?? '';
  const document = /<<-?\s*(['"]?)(\w+)\1/.exec(text);
  if (document) {
    const ended = lines.slice(1).some((line) => line.trim() === document[2]);
    if (!ended) return true;
  }
  const code = document ? (lines[0] ?? '') : text;
  if (/(\\|\||&&)$/.test(last.trimEnd())) return true;
  const bare = code
    .replace(/\\./g, '')
    .replace(/'[^']*'/g, "''")
    .replace(/"[^"]*"/g, '""');
  if (/['"]/.test(bare.replace(/''|""/g, ''))) return true;
  const words = bare.replace(/(^|\s)#.*$/gm, '').split(/[\s;]+/);
  const count = (...names: string[]): number => words.filter((word) => names.includes(word)).length;
  const depth =
    count('if', 'case', 'do', '{') - count('fi', 'esac', 'done', '}') + parentheses(bare);
  return depth > 0 || (count('for', 'while', 'until') > 0 && count('do') === 0);
}

function parentheses(text: string): number {
  const opened = (text.match(/\(/g) ?? []).length;
  // The pattern of a `case` closes one that it has not opened.
  const closed = (text.match(/\)/g) ?? []).length;
  return Math.max(0, opened - closed);
}
