// `bridge-labs image build`
import { imageBuild } from '../../learner/verbs/image.ts';
import type { Invocation } from '../spec.ts';

export function run({ session }: Invocation): Promise<number> {
  return imageBuild(session);
}
