// `labs goto LAB[/STEP]`: jump; the machine comes along, by a checkpoint or by replaying what comes before.
import { findPosition } from '../../course/find.ts';
import { lostByReset, sameStep } from '../../progress/index.ts';
import { bringTo } from '../bring.ts';
import { EXIT } from '../failure.ts';
import { printPlace } from '../print.ts';
import type { Session } from '../session.ts';
import { placeName, shortNames, spot, standing } from '../standing.ts';

/** Asks when something would be lost: progress, by a jump back, or the work in the step where one is. */
export async function goTo(session: Session, word: string): Promise<number> {
  const here = await standing(session);
  const { course, loaded } = here;
  const found = findPosition(course, word);
  const target = { lab: found.lab.slug, step: found.step.id };
  const { learner } = session.messages;
  const lost = lostByReset(here.progress, course, target);
  if (lost.length > 0 || sameStep(target, here.at)) {
    if (!session.yes) {
      session.reporter.notice(learner.lossMachine(placeName(session, course, target)));
      session.reporter.notice(
        lost.length > 0 ? learner.lossProgress(shortNames(course, lost)) : learner.lossNoProgress,
      );
    }
    if (!(await session.confirm(learner.askGoOn))) {
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
