// One look at the machine for a picture: everything there is, and what the current step wants.
import { randomBytes } from 'node:crypto';
import { LabsError } from '../../errors.ts';
import { mapNeeds, mapOf, type NetworkMap } from '../../map/index.ts';
import { observe } from '../../observe/index.ts';
import type { NetworkState } from '../../observe/types.ts';
import type { Connection } from '../../ssh/types.ts';
import { explain, reach } from '../reach.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';

export interface Look {
  readonly state: NetworkState;
  readonly map: NetworkMap;
  /** Where the learner stands: what that step wants is drawn. */
  readonly here: Standing;
}

/** Looks once. Throws as `reach`, or `machine-unreachable` when the answer does not come. */
export async function look(session: Session): Promise<Look> {
  const machine = await session.machine();
  return session.reporter.work(async (work) => {
    work.phase('check.observe');
    const connection = await reach(session, machine, 'observer');
    try {
      return await lookOver(session, connection);
    } catch (error) {
      throw error instanceof LabsError ? await explain(session, machine, error) : error;
    } finally {
      void connection.close();
    }
  });
}

/** The same over a connection that is open already. The step is read anew: the learner may have gone on. */
export async function lookOver(session: Session, connection: Connection): Promise<Look> {
  const here = await standing(session);
  const wanted = here.step.expect;
  const { state } = await observe(connection.runScript, {
    needs: mapNeeds(wanted),
    probes: [],
    nonce: randomBytes(12).toString('hex'),
  });
  return { state, map: mapOf(state, { wanted, language: session.language }), here };
}
