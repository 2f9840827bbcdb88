// `labs answer TEXT`
import { answer } from '../../learner/verbs/check.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return answer(session, args.join(' '));
}
