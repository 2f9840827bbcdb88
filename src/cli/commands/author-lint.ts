// `labs author lint [DIR]`
import { lint } from '../../author/lint.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, args }: Invocation): Promise<number> {
  return lint(session, args[0]);
}
