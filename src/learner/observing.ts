// One look at the machine: a connection for it, its phase told, and the reason when the machine cannot be asked.
import type { Machine, Progress } from '../machines/types.ts';
import type { Connection } from '../ssh/types.ts';
import { explain, reach } from './reach.ts';
import type { Session } from './session.ts';

/** Throws as `reach`, and what `look` throws as `explain` tells it. */
export async function observing<T>(
  session: Session,
  look: (connection: Connection, work: Progress, machine: Machine) => Promise<T>,
): Promise<T> {
  const machine = await session.machine();
  return session.reporter.work(async (work) => {
    work.phase('check.observe');
    const connection = await reach(session, machine, 'observer');
    try {
      return await look(connection, work, machine);
    } catch (error) {
      throw await explain(session, machine, error);
    } finally {
      void connection.close();
    }
  });
}
