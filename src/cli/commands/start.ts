// `bridge-labs start`
import { start } from '../../learner/verbs/start.ts';
import type { Invocation } from '../spec.ts';

export function run({ session, options }: Invocation): Promise<number> {
  return start(session, {
    rememberLanguage: options.lang !== undefined,
    rememberCourse: options.course !== undefined,
    vary: typeof options.vary === 'boolean' ? options.vary : undefined,
  });
}
