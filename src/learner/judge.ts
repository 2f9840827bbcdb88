// The check itself: one connection, one round trip, then the pure judgement.
import { judge, needsOf, probesOf, type JudgeOptions } from '../checks/index.ts';
import type { Evidence, Verdict } from '../checks/types.ts';
import type { Step } from '../course/types.ts';
import type { Machine } from '../machines/types.ts';
import { observe } from '../observe/index.ts';
import { newNonce } from '../ssh/nonce.ts';
import type { Connection } from '../ssh/types.ts';
import type { EarlyLink } from './early.ts';
import { explain } from './reach.ts';
import type { Session } from './session.ts';

/**
 * Judges a step on the machine as it is now. `answer` is the learner's, for a step that asks; `evidence` for one that inspects;
 * `early` the connection, begun already.
 * Throws LabsError of kind machine when the machine cannot be asked, with the cause where one was found.
 */
export async function judgeStep(
  session: Session,
  step: Step,
  answer: string | undefined,
  evidence: Evidence | undefined,
  early: EarlyLink,
): Promise<Verdict> {
  const machine = await session.machine();
  return session.reporter.work(async (work) => {
    work.phase('check.observe');
    const connection = await early.take();
    try {
      return await judgeOver(session, machine, connection, step, { answer, evidence });
    } finally {
      void connection.close();
    }
  });
}

/** As `judgeStep`, over a connection that is open already. */
export async function judgeOver(
  session: Session,
  machine: Machine,
  connection: Connection,
  step: Step,
  given: Pick<JudgeOptions, 'answer' | 'evidence'>,
): Promise<Verdict> {
  try {
    const observation = await observe(connection.runScript, {
      needs: needsOf(step),
      probes: probesOf(step),
      nonce: newNonce(),
    });
    return judge(step, observation, { language: session.language, ...given });
  } catch (error) {
    throw await explain(session, machine, error);
  }
}
