// `bridge-labs doctor`
import { doctor } from '../../learner/verbs/doctor.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return doctor(session);
}
