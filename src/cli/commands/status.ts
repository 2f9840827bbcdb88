// `labs status`
import { status } from '../../learner/verbs/status.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return status(session);
}
