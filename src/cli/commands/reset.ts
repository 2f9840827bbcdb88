// `labs reset`
import { reset } from '../../learner/verbs/reset.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  return reset(session, {
    step: options.step === true,
    lab: options.lab === true,
    all: options.all === true,
  });
}
