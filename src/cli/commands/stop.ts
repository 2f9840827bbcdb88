// `bridge-labs stop`
import { stop } from '../../learner/verbs/machine-life.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return stop(session);
}
