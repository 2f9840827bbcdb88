// `labs replay`
import { LabsError } from '../../errors.ts';
import { replay } from '../../learner/verbs/replay.ts';
import type { Invocation } from '../spec.ts';

export function run({ args, options, session }: Invocation): Promise<number> {
  const word = typeof options.speed === 'string' ? options.speed : '1';
  const speed = Number(word);
  if (!(speed > 0 && speed <= 1000)) {
    throw new LabsError('usage', 'bad-speed', `not a speed: ${word}`, { params: { word } });
  }
  return replay(session, {
    which: args[0],
    list: options.list === true,
    speed,
  });
}
