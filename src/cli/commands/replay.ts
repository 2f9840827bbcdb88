// `labs replay`
import { replay } from '../../learner/verbs/replay.ts';
import type { Invocation } from '../spec.ts';

export function run({ args, options, session }: Invocation): Promise<number> {
  const speed = Number(options.speed ?? 1);
  return replay(session, {
    which: args[0],
    list: options.list === true,
    speed: Number.isFinite(speed) && speed > 0 ? Math.min(speed, 1000) : 1,
  });
}
