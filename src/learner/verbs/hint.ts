// `labs hint`: one more hint each time, counted; the solution last, and only after a yes.
import { hintShown, recordOf, solutionShown } from '../../progress/index.ts';
import { EXIT } from '../failure.ts';
import { fenced, rendered } from '../print.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';

export async function hint(session: Session): Promise<number> {
  const here = await standing(session);
  const { step, at, loaded } = here;
  const { learner } = session.messages;
  const shown = Math.min(recordOf(here.progress, at).hints, step.hints.length);
  const text = step.hints[shown];
  if (text === undefined) return solution(session, here);

  const number = shown + 1;
  const left = step.hints.length - number;
  const command = session.command('labs hint');
  await session.update((progress) => hintShown(progress, at, session.io.now(), step.hints.length));
  session.print(session.reporter.style.bold(learner.hintOf(number, step.hints.length)), '');
  session.print(rendered(session, loaded, text), '');
  const more =
    left > 0
      ? learner.moreHints(left, command)
      : hasSolution(here)
        ? learner.noMoreHints(command)
        : learner.lastHintNoSolution;
  session.print(session.reporter.style.dim(more));
  report(session, here, { hint: number, text: session.text(text), solution: null });
  return EXIT.done;
}

async function solution(session: Session, here: Standing): Promise<number> {
  const { step, at } = here;
  const { learner } = session.messages;
  if (!hasSolution(here)) {
    session.print(learner.noSolution);
    report(session, here, { hint: null, text: null, solution: null });
    return EXIT.done;
  }
  if (step.hints.length === 0 && !session.yes) session.print(learner.noHints);
  if (!(await session.confirm(learner.askSolution))) return EXIT.done;
  await session.update((progress) => solutionShown(progress, at, session.io.now()));
  session.print(session.reporter.style.bold(learner.solution), '');
  if (step.solution !== null) {
    session.print(rendered(session, here.loaded, step.solution));
  } else {
    session.print(step.expect.length > 0 ? learner.solutionIsOpen : learner.solutionAnswer, '');
    session.print(fenced(step.commands));
  }
  report(session, here, { hint: null, text: null, solution: step.commands });
  return EXIT.done;
}

function hasSolution({ step }: Standing): boolean {
  return step.solution !== null || step.commands.length > 0;
}

function report(
  session: Session,
  here: Standing,
  shown: { hint: number | null; text: string | null; solution: readonly string[] | null },
): void {
  session.reporter.data({
    course: here.course.name,
    lab: here.lab.slug,
    step: here.step.id,
    hints: here.step.hints.length,
    ...shown,
  });
}
