// `labs list [LAB]`
import { list } from '../../learner/verbs/list.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return list(session, args[0]);
}
