// `labs hint`
import { hint } from '../../learner/verbs/hint.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return hint(session);
}
