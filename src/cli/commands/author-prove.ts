// `labs author prove [LAB]`
import { prove } from '../../author/prove.ts';
import { LabsError } from '../../errors.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  return prove(session, {
    lab: args[0],
    step: typeof options.step === 'string' ? options.step : undefined,
    keep: options.keep === true,
    machines: wholeNumber('--machines', options.machines),
  });
}

function wholeNumber(flag: string, value: unknown): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isInteger(number) && number >= 1 && number <= 16) return number;
  throw new LabsError('usage', 'bad-number', `${flag} takes a whole number from 1 to 16`, {
    params: { flag, from: 1, to: 16 },
  });
}
