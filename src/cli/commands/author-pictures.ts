// `labs author pictures [LAB]`
import { pictures } from '../../author/pictures.ts';
import { useSeed } from '../../learner/vary.ts';
import type { Invocation } from '../spec.ts';

export async function run({ session, args, options }: Invocation): Promise<number> {
  // What the learner on this computer calls things is no matter of the course's text.
  await useSeed(session, null);
  return pictures(session, { lab: args[0], check: options.check === true });
}
