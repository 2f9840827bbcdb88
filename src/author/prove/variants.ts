// Mistakes that no author wrote: the solution with a command left out, run twice, or swapped with its neighbour. Pure.
import { quote } from '../../ssh/words.ts';

export interface Variant {
  readonly kind: 'left-out' | 'twice' | 'swapped';
  /** The command that is varied; of two that are swapped, the first. */
  readonly command: string;
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
 * What may be varied: `changing` are the indexes of the commands that change anything. Leaving out the only one is
 * no variant: that is where the step begins. `harmless`: parts of commands that are not varied.
 */
export function variantsOf(
  commands: readonly string[],
  changing: readonly number[],
  harmless: readonly string[],
): Variant[] {
  const isHarmless = (command: string): boolean => harmless.some((part) => command.includes(part));
  const varied = changing.filter((index) => !isHarmless(commands[index] ?? ''));
  const variant = (kind: Variant['kind'], index: number, changed: string[]): Variant => ({
    kind,
    command: commands[index] ?? '',
    commands: changed,
  });
  const leftOut = (changing.length < 2 ? [] : varied).map((index) =>
    variant('left-out', index, commands.toSpliced(index, 1)),
  );
  const twice = varied.map((index) =>
    variant('twice', index, commands.toSpliced(index, 0, commands[index] ?? '')),
  );
  const swapped = varied.flatMap((index) => {
    const next = changing[changing.indexOf(index) + 1];
    if (next === undefined || !varied.includes(next)) return [];
    const other = [...commands];
    [other[index], other[next]] = [commands[next] ?? '', commands[index] ?? ''];
    return [variant('swapped', index, other)];
  });
  return [...leftOut, ...twice, ...swapped];
}

/** A variant may wait for what never comes, seconds. */
const LIMIT_S = 20;

/** Runs all of the commands in one shell, as one types them: what fails does not keep the next one from being tried. */
export function variantCommand(commands: readonly string[]): string {
  const loop = 'for command do eval "$command"; done >/dev/null 2>&1 </dev/null';
  return `timeout ${LIMIT_S} bash -lc ${quote(loop)} bash ${commands.map(quote).join(' ')}; true`;
}

/**
 * The same, with the output of a script after each command, and before the first: in the files 0, 1, 2… of a folder,
 * one each, since a console that is not read as fast as it is written to loses what is too much (see guest.ts).
 */
export function traceCommand(script: string, folder: string, commands: readonly string[]): string {
  const tell = `told=0; tell() { sudo -n sh -c "sh ${script} >${folder}/$told"; told=$((told + 1)); }`;
  const loop = `${tell}; tell; for command do eval "$command" >/dev/null 2>&1 </dev/null; tell; done`;
  return `bash -lc ${quote(loop)} bash ${commands.map(quote).join(' ')}; true`;
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
