// The learner's commands for the machine's shell: run in this process, as if they were called outside.
import type { InsideCommands } from '../learner/inside/desk.ts';
import { INSIDE_VERBS } from '../learner/inside/verbs.ts';
import type { Session } from '../learner/session.ts';
import { main } from './main.ts';
import { commandsOf } from './table.ts';

export function insideCommands(session: Session): InsideCommands {
  const specs = commandsOf('labs');
  const find = (verb: string) => specs.find(({ name }) => name === verb);
  return {
    run: (argv, io) => main('labs', argv, io, session.parts),
    summary: (verb) => {
      const spec = find(verb);
      return spec && session.text(spec.summary);
    },
    verbs: INSIDE_VERBS.filter((verb) => find(verb) !== undefined),
  };
}
