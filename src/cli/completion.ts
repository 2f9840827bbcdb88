// What can come next on a command line, for the shells' completion. The protocol and the shells' scripts are @bomb.sh/tab's.
import { RootCommand, script } from '@bomb.sh/tab';
import type { Course } from '../course/types.ts';
import type { Session } from '../learner/session.ts';
import { commonOptions } from './common.ts';
import { BINS, type BinName } from './spec.ts';
import { commandsOf, nameIn } from './table.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The script that a shell reads at its start: completion for all three bins. */
export function scriptOf(shell: Shell): string {
  const scripts = BINS.map((bin) => said(() => script(shell, bin, bin)));
  // Made for one program a file; a second one may not declare the same constants again.
  return scripts.join('').replaceAll(/^readonly (ShellCompDirective)/gm, '$1');
}

/** What @bomb.sh/tab prints: it knows no other way out than console.log. */
function said(print: () => void): string {
  const { log } = console;
  const lines: string[] = [];
  console.log = (line: string) => void lines.push(`${line}\n`);
  try {
    print();
  } finally {
    console.log = log;
  }
  return lines.join('');
}

/** What completes the last of the words, in the form that the scripts read. */
export async function completionsOf(
  session: Session,
  bin: BinName,
  words: readonly string[],
): Promise<string> {
  const root = new RootCommand();
  const current = words.at(-1) ?? '';
  // Reading the course takes time, and only a place in it needs it.
  const course = wantsPlace(bin, words)
    ? await session.course().then(
        (loaded) => loaded.course,
        () => null,
      )
    : null;
  for (const spec of commandsOf(bin)) {
    if (spec.hidden) continue;
    const name = nameIn(bin, spec);
    const [group = name] = name.split(' ');
    // `author lint` is found by way of `author`.
    if (group !== name && !root.commands.has(group)) root.command(group, '');
    const command = root.command(name, session.text(spec.summary));
    for (const { flags, text } of [...(spec.options ?? []), ...commonOptions(spec)]) {
      const long = /--([\w-]+)/.exec(flags)?.[1];
      if (long !== undefined) command.option(long, session.text(text));
    }
    const [argument] = spec.arguments ?? [];
    if (argument === undefined || spec.complete === undefined) continue;
    command.argument(argument.name, (complete) => {
      if (spec.complete === 'shell') for (const shell of SHELLS) complete(shell, '');
      else if (course) places(session, course, current, spec.complete === 'lab', complete);
    });
  }
  return said(() => root.parse([...words]));
}

function wantsPlace(bin: BinName, words: readonly string[]): boolean {
  const line = words.join(' ');
  return commandsOf(bin).some(
    (spec) =>
      (spec.complete === 'place' || spec.complete === 'lab') &&
      line.startsWith(`${nameIn(bin, spec)} `),
  );
}

/** Labs by name; with a slash, the steps of that lab. */
function places(
  session: Session,
  course: Course,
  current: string,
  labsOnly: boolean,
  complete: (value: string, description: string) => void,
): void {
  const [typed = '', ...rest] = current.split('/');
  for (const lab of course.labs) {
    if (rest.length === 0) complete(lab.slug, `${lab.number}  ${session.title(lab.title)}`);
    const named = lab.slug === typed || String(lab.number) === typed;
    if (labsOnly || !named) continue;
    for (const step of lab.steps) complete(`${typed}/${step.id}`, session.title(step.title));
  }
}
