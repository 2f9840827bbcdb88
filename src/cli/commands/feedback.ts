// `labs feedback`
import { feedback } from '../../learner/verbs/feedback.ts';
import type { Invocation } from '../spec.ts';
import { VERSION } from '../version.ts';

export function run({ args, session }: Invocation): Promise<number> {
  return feedback(session, { version: VERSION, file: args[0] });
}
