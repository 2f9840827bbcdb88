// `bridge-labs image build`
import { imageBuild } from '../../learner/verbs/image.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === 'string' ? value : undefined;
  };
  return imageBuild(session, text('from'), text('mirror'));
}
