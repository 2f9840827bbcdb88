// `labs undo`
import { undo } from '../../learner/verbs/reset.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return undo(session);
}
