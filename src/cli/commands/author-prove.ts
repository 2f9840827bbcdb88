// `labs author prove [LAB]`
import { prove } from '../../author/prove.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  return prove(session, {
    lab: args[0],
    step: typeof options.step === 'string' ? options.step : undefined,
    keep: options.keep === true,
  });
}
