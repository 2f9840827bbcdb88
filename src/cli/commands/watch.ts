// `labs watch`
import { watch } from '../../learner/verbs/watch.ts';
import { insideCommands } from '../inside.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return watch(session, insideCommands(session));
}
