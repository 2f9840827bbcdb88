// `bridge-labs image import`
import { imageImport } from '../../learner/verbs/image-files.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args, options }: Invocation): Promise<number> {
  const { sha256 } = options;
  return imageImport(session, args[0] ?? '', typeof sha256 === 'string' ? sha256 : undefined);
}
