// `labs next`
import { next } from '../../learner/verbs/next.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  return next(session, { skip: options.skip === true });
}
