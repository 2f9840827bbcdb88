// `labs goto LAB[/STEP]`
import { goTo } from '../../learner/verbs/goto.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return goTo(session, args[0] ?? '');
}
