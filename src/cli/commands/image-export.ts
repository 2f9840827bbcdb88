// `bridge-labs image export`
import { imageExport } from '../../learner/verbs/image-files.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  return imageExport(
    session,
    typeof options.format === 'string' ? options.format : 'image',
    args[0],
  );
}
