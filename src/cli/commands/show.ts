// `labs show [LAB[/STEP]]`
import { show } from '../../learner/verbs/show.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  return show(session, { position: args[0], wholeLab: options.lab === true });
}
