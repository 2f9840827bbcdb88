// `labs next`: on to the next step, once this one is done or left out.
import { isFinished, nextPosition, skip, summary, type StepRef } from '../../progress/index.ts';
import { bringTo, finishMove, goOnTo } from '../bring.ts';
import { EXIT } from '../failure.ts';
import { printPlace } from '../print.ts';
import type { Session } from '../session.ts';
import { placeName, spot, standing, type Standing } from '../standing.ts';

/** Exit code 1 when the step is not finished, and was not to be skipped. */
export async function next(session: Session, options: { readonly skip: boolean }): Promise<number> {
  await finishMove(session);
  const here = await standing(session);
  if (!isFinished(here.progress, here.at)) {
    if (!options.skip) return refuse(session, here);
    return leaveOut(session, here);
  }
  return goOn(session, here);
}

function refuse(session: Session, here: Standing): number {
  report(session, here, 'unfinished');
  const { step } = here;
  const { learner } = session.messages;
  const title = session.title(step.title);
  session.print(learner.notFinished(title));
  session.tell(
    learner.notFinishedHow(session.command('labs check'), session.command('labs next --skip')),
  );
  return EXIT.notYet;
}

/** The step's solution is run from the step's beginning, so that the steps after it find what they rest upon. */
async function leaveOut(session: Session, here: Standing): Promise<number> {
  const { learner } = session.messages;
  const title = session.title(here.step.title);
  const to = nextPosition({ ...here.progress, position: here.at }, here.course);
  if (to === null || here.step.commands.length === 0) {
    await session.update((progress) => skip(progress, here.at, session.io.now()));
    session.tell(learner.skippedNoCommands(title));
  } else {
    await bringTo(session, { ...to, progress: 'position', skipped: here.at });
    session.tell(learner.skipped(title));
    return arrive(session, here, to);
  }
  return goOn(session, { ...here, progress: await session.progress() });
}

async function goOn(session: Session, here: Standing): Promise<number> {
  const to = nextPosition({ ...here.progress, position: here.at }, here.course);
  if (to === null) return end(session, here);
  await goOnTo(session, here.at, to);
  return arrive(session, here, to);
}

function arrive(session: Session, from: Standing, to: StepRef): number {
  const there = spot(from.course, to);
  if (there.lab !== from.lab) {
    session.print(
      session.messages.learner.labDone(from.lab.number, session.title(from.lab.title)),
      '',
    );
  }
  report(session, { ...from, ...there }, 'moved');
  printPlace(session, from.loaded, there, { intro: there.lab !== from.lab });
  return EXIT.done;
}

/** Where the learner stands now, and why. */
function report(
  session: Session,
  { course, at }: Standing,
  result: 'moved' | 'unfinished' | 'end',
): void {
  session.reporter.data({ course: course.name, lab: at.lab, step: at.step, result });
}

/** The end of the course; steps that were passed over on the way are named. */
function end(session: Session, here: Standing): number {
  const { course, progress } = here;
  report(session, here, 'end');
  const { learner } = session.messages;
  const { passed, skipped, hints } = summary(progress, course);
  session.print(learner.courseDone(session.title(course.title)));
  session.print(learner.courseDoneCount(passed, skipped, hints));
  const missing = course.labs
    .flatMap((lab) => lab.steps.map((step) => ({ lab: lab.slug, step: step.id })))
    .filter((at) => progress.steps[`${at.lab}/${at.step}`]?.state !== 'passed');
  const [first] = missing;
  if (first) {
    const { lab, step } = spot(course, first);
    const command = session.command(`labs goto ${lab.number}/${step.id}`);
    const place = placeName(session, course, first);
    session.print(learner.courseDoneMissing(missing.length, place, command));
  }
  return EXIT.done;
}
