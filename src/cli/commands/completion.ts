// `bridge-labs completion SHELL`
import { LabsError } from '../../errors.ts';
import { scriptOf, SHELLS } from '../completion.ts';
import type { Invocation } from '../spec.ts';

export function run({ args, session }: Invocation): Promise<number> {
  const shell = SHELLS.find((name) => name === args[0]);
  if (shell === undefined) {
    throw new LabsError('usage', 'unknown-shell', `no completion for ${args[0] ?? ''}`, {
      params: { word: args[0] ?? '', shells: SHELLS.join(', ') },
    });
  }
  session.io.stdout.write(scriptOf(shell));
  return Promise.resolve(0);
}
