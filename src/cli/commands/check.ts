// `labs check`
import { check } from '../../learner/verbs/check.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  return check(session, typeof options.answer === 'string' ? options.answer : undefined);
}
