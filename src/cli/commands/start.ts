// `bridge-labs start`
import { start } from '../../learner/verbs/start.ts';
import { shell } from '../../learner/verbs/shell.ts';
import { insideCommands } from '../inside.ts';
import type { Invocation } from '../spec.ts';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

export function run({ session, options }: Invocation): Promise<number> {
  return start(session, {
    rememberLanguage: options.lang !== undefined,
    rememberCourse: options.course !== undefined,
    record: typeof options.record === 'boolean' ? options.record : undefined,
    machine: {
      provider: text(options.provider),
      host: text(options.host),
      identity: text(options.identity),
      driver: text(options.driver),
      box: text(options.box),
    },
    shell: options.shell === false ? null : () => shell(session, insideCommands(session)),
    vary: typeof options.vary === 'boolean' ? options.vary : undefined,
  });
}
