// `labs author watch [DIR]`
import { watch } from '../../author/watch.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  const { lab, step, prove } = options;
  return watch(session, {
    dir: args[0],
    lab: typeof lab === 'string' ? lab : undefined,
    step: typeof step === 'string' ? step : undefined,
    prove: prove !== false,
  });
}
