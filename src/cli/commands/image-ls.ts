// `bridge-labs image ls`
import { imageList } from '../../learner/verbs/image.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return imageList(session);
}
