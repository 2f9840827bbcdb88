// `labs goto LAB[/STEP]`: jump; the machine comes along, by a checkpoint or by replaying what comes before.
import { findPosition } from '../../course/find.ts';
import { LabsError } from '../../errors.ts';
import { isFinished, lostByReset, sameStep, type StepRef } from '../../progress/index.ts';
import { bringTo, planMove } from '../bring.ts';
import { EXIT } from '../failure.ts';
import { readPace } from '../pace.ts';
import { printPlace } from '../print.ts';
import type { Session } from '../session.ts';
import { lossOf, placeName, spot, standing, type Standing } from '../standing.ts';

/**
 * Asks when something would be lost: progress, by a jump back, or what was built in an open step. In the machine's shell
 * it always asks: whatever runs in there can have sent the command.
 */
export async function goTo(session: Session, word: string): Promise<number> {
  const here = await standing(session);
  const { course, loaded } = here;
  const found = findPosition(course, word);
  const target = { lab: found.lab.slug, step: found.step.id };
  const { learner, terminal } = session.messages;
  const lost = lostByReset(here.progress, course, target);
  const back = lost.length > 0 || sameStep(target, here.at);
  const leavesWork = await hasOpenWork(session, here);
  const loses = back || leavesWork;
  if (loses || session.inside) {
    if (loses && !session.yes) {
      const place = placeName(session, course, back ? target : here.at);
      session.reporter.notice(back ? learner.lossMachine(place) : learner.lossOpen(place));
      session.reporter.notice(lossOf(session, here, lost));
    }
    if (!session.yes) await tellReplay(session, target);
    const question = loses ? learner.askGoOn : terminal.askInside(`labs goto ${word}`);
    if (!(await session.confirm(question))) {
      session.print(learner.nothingDone);
      return EXIT.notYet;
    }
  }
  await bringTo(session, { ...target, progress: 'forget' });
  const there = spot(course, target);
  printPlace(session, loaded, there, { intro: there.number === 1 });
  session.reporter.data({ course: course.name, lab: target.lab, step: target.step });
  return EXIT.done;
}

/** How much has to be run on the way; nothing where the machine cannot tell, since the jump itself heals it. */
async function tellReplay(session: Session, target: StepRef): Promise<void> {
  try {
    const { replay } = await planMove(session, target);
    if (replay.length === 0) return;
    const { learner, common } = session.messages;
    const pace = await readPace(session.paceFile());
    const time = pace === null ? null : common.duration(pace * replay.length * 1000);
    session.reporter.notice(learner.replaysFirst(replay.length, time));
  } catch (error) {
    if (!(error instanceof LabsError) || error.kind !== 'machine') throw error;
  }
}

/**
 * Whether the machine may hold something that was built for the step where one is, and is in no checkpoint. Who has just
 * come to a lab, and tried nothing, is not asked.
 */
async function hasOpenWork(session: Session, here: Standing): Promise<boolean> {
  const { step, progress, at, number } = here;
  if (step.expect.length === 0 || isFinished(progress, at)) return false;
  if (number === 1 && progress.steps[`${at.lab}/${at.step}`] === undefined) return false;
  return (await (await session.machine()).status()) !== 'absent';
}
