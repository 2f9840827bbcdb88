// Names of the learner's own: switched on and off, with a yes where the machine would lose work, and told.
import { newSeed } from '../course/vary.ts';
import { LabsError } from '../errors.ts';
import type { Choices } from './choices.ts';
import { readMark, serves } from './mark.ts';
import type { Session } from './session.ts';
import { placeName, standing } from './standing.ts';

/**
 * From now on the session's course has names of its own, or those of its files. Resolves with what is to be saved;
 * null after a no. The seed is made once: whoever switches names off and on again gets the same ones back.
 * Throws LabsError `nothing-to-vary` for a course without such names, and `needs-yes`.
 */
export async function chooseNames(
  session: Session,
  on: boolean,
): Promise<Pick<Choices, 'vary' | 'seed'> | null> {
  const seed = session.choices.seed ?? newSeed(session.io.random);
  await useSeed(session, on ? seed : null);
  return (await mayBeginAnew(session)) ? { vary: on, ...(on ? { seed } : {}) } : null;
}

/** Takes the names of a seed; null: those of the course's files. Throws LabsError `nothing-to-vary`. */
export async function useSeed(session: Session, seed: string | null): Promise<void> {
  session.vary(seed);
  if (seed === null || (await session.varied()) !== null) return;
  const folder = await session.courseFolder();
  throw new LabsError('usage', 'nothing-to-vary', `no names can be drawn for ${folder}`, {
    params: { folder },
  });
}

/** "In your course, br0 is called sw0."; null when it is as its files say. */
export async function namesSentence(session: Session): Promise<string | null> {
  const varied = await session.varied();
  const { learner } = session.messages;
  return varied && learner.yourNames(learner.drawn(Object.entries(varied.drawn)));
}

/** Of the names in the machine, nothing fits the others: neither its state nor its checkpoints. */
async function mayBeginAnew(session: Session): Promise<boolean> {
  const here = await standing(session);
  const mark = await readMark(session.markFile());
  // For another course it begins anew anyway.
  if (mark?.course !== here.course.name || serves(mark, here.course)) return true;
  const { learner } = session.messages;
  if (!session.yes) {
    session.reporter.notice(learner.lossMachine(placeName(session, here.course, here.at)));
    session.reporter.notice(learner.progressOfNames);
  }
  return session.confirm(learner.askGoOn);
}
