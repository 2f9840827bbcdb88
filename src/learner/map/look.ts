// One look at the machine for a picture: everything there is, and what the current step wants.
import { newNonce } from '../../ssh/nonce.ts';
import { mapNeeds, mapOf, type NetworkMap } from '../../map/index.ts';
import { observe } from '../../observe/index.ts';
import type { NetworkState } from '../../observe/types.ts';
import type { Connection } from '../../ssh/types.ts';
import { observing } from '../observing.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';

export interface Look {
  readonly state: NetworkState;
  readonly map: NetworkMap;
  /** Where the learner stands: what that step wants is drawn. */
  readonly here: Standing;
}

/** Looks once. Throws as `reach`, or `machine-unreachable` when the answer does not come. */
export function look(session: Session): Promise<Look> {
  return observing(session, (connection) => lookOver(session, connection));
}

/** The same over a connection that is open already. The step is read anew: the learner may have gone on. */
export async function lookOver(session: Session, connection: Connection): Promise<Look> {
  const here = await standing(session);
  const wanted = here.step.expect;
  const { state } = await observe(connection.runScript, {
    needs: mapNeeds(wanted),
    probes: [],
    nonce: newNonce(),
  });
  return { state, map: mapOf(state, { wanted, language: session.language }), here };
}
