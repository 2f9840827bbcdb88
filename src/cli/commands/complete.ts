// `complete -- WORDS`: called by the scripts of `completion`, at each press of Tab.
import { completionsOf } from '../completion.ts';
import type { Invocation } from '../spec.ts';

export async function run({ args, bin, session }: Invocation): Promise<number> {
  session.io.stdout.write(await completionsOf(session, bin ?? 'labs', args));
  return 0;
}
