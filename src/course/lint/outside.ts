// A rule on where a course runs: in the machine, and nowhere else.
import { examples } from '../examples.ts';
import { error } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';
import { pairs } from './pairs.ts';

/** Programs of the learner's own computer, where they stand at the beginning of a command. */
const OUTSIDE =
  /(?:^|[;&|(]|\bthen|\bdo|\bsudo)\s*(npx|npm|labs|bridge-labs|instructor|vagrant|docker-machine|qemu-[\w-]+|virsh|VBoxManage|multipass|limactl|wsl|open|xdg-open|brew)(?=\s|$)/m;

/** Error: commands that only the learner's own computer could run; the runner never does. */
export function outsideTheMachine(source: CourseSource): CourseProblem[] {
  const inText = source.labs
    .flatMap(({ en, ja }) => (ja ? [en, ja] : [en]))
    .flatMap(({ file, fences }) =>
      fences
        .filter(({ language }) => language === 'sh')
        .flatMap(({ content }) =>
          content.flatMap(({ text, number }) => outside({ file, line: number }, text)),
        ),
    );
  const inSteps = pairs(source).flatMap(({ spec, place }) => {
    const commands = [
      spec.setup ?? '',
      spec.ask?.run ?? '',
      ...spec.expect.map((one) => ('command' in one ? one.command : '')),
      ...spec.mistakes.map(({ run = '' }) => run),
      ...spec['other-ways'],
    ];
    return commands.flatMap((command) => outside(place, command));
  });
  return [...inText, ...inSteps];
}

function outside(place: { file: string; line: number }, command: string): CourseProblem[] {
  const program = OUTSIDE.exec(command)?.[1];
  if (program === undefined) return [];
  const message = `'${program}' runs on the learner's own computer, and nothing of a course does`;
  const expected = 'commands for inside the machine; what to do outside stands in the prose';
  return [error(place, { rule: 'outside', message, expected, example: examples.commands })];
}
