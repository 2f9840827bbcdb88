// `labs run -- CMD`
import { runCommand } from '../../learner/verbs/machine-access.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return runCommand(session, args);
}
