// `labs shell`
import { shell } from '../../learner/verbs/shell.ts';
import { insideCommands } from '../inside.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return shell(session, insideCommands(session));
}
