// `labs run`: one command in the machine, with the learner's own streams.
import { finishMove } from '../bring.ts';
import { explain, reach } from '../reach.ts';
import type { Session } from '../session.ts';

/** As the learner; the exit code is the command's. Where SSH cannot connect, the reason is found out and told. */
export async function runCommand(session: Session, words: readonly string[]): Promise<number> {
  await finishMove(session);
  const machine = await session.machine();
  const link = await reach(session, machine, 'learner');
  try {
    const { runInteractiveOn } = await import('../../ssh/shell.ts');
    const { stdin, stdout, stderr, env, signal } = session.io;
    return await runInteractiveOn(link, words, {
      ...{ stdin, stdout, stderr, signal },
      ...(env.TERM === undefined ? {} : { term: env.TERM }),
    });
  } catch (error) {
    throw await explain(session, machine, error);
  } finally {
    await link.close();
  }
}
