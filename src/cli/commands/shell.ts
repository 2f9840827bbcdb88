// `labs shell`
import { shell } from '../../learner/verbs/machine-access.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return shell(session);
}
