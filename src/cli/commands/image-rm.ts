// `bridge-labs image rm`
import { imageRemove } from '../../learner/verbs/image.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return imageRemove(session, args);
}
