// `labs list`: the course with progress; the steps of the lab one is in, or of the one named.
import { widthOf } from '../../ui/layout.ts';
import { findLab } from '../../course/find.ts';
import type { Lab } from '../../course/types.ts';
import { recordOf, sameStep, summary, type LabSummary } from '../../progress/index.ts';
import { EXIT } from '../failure.ts';
import { stateSign } from '../signs.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';

export async function list(session: Session, word: string | undefined): Promise<number> {
  const here = await standing(session);
  const { course, progress } = here;
  const only = word === undefined ? null : findLab(course, word);
  const sum = summary({ ...progress, position: here.at }, course);
  const { learner } = session.messages;
  const { style } = session.reporter;
  if (only === null) {
    const title = session.title(course.title);
    session.print(style.bold(learner.listTitle(title, sum.passed + sum.skipped, sum.steps)), '');
  }
  const columns = Math.max(...course.labs.map((lab) => widthOf(session.title(lab.title))));
  for (const [index, lab] of course.labs.entries()) {
    const counted = sum.labs[index];
    if (counted === undefined || (only !== null && lab !== only)) continue;
    session.print(labLine(session, lab, counted, columns));
    if (lab === only || (only === null && counted.current)) {
      for (const line of stepLines(session, here, lab)) session.print(line);
    }
  }
  session.reporter.data({
    course: course.name,
    title: session.title(course.title),
    at: here.at,
    steps: sum.steps,
    passed: sum.passed,
    skipped: sum.skipped,
    hints: sum.hints,
    attempts: sum.attempts,
    labs: course.labs
      .filter((lab) => only === null || lab === only)
      .map((lab) => labJson(session, here, lab)),
  });
  return EXIT.done;
}

/** " 5  A bridge            3/4   <- you are here" */
function labLine(session: Session, lab: Lab, counted: LabSummary, columns: number): string {
  const { style } = session.reporter;
  const title = session.title(lab.title);
  const done = counted.passed + counted.skipped;
  const count = `${done}/${counted.steps}`.padStart(5);
  const sign = counted.state === 'done' ? stateSign(session, 'passed') : ' ';
  const line = `${sign} ${String(lab.number).padStart(2)}  ${title}${' '.repeat(columns - widthOf(title))} ${count}`;
  if (!counted.current) return `${line}  ${style.dim(lab.slug)}`;
  return `${style.bold(line)}  ${style.dim(lab.slug)}  ${style.cyan(hereSign(session))}`;
}

function stepLines(session: Session, here: Standing, lab: Lab): string[] {
  return lab.steps.map((step) => {
    const at = { lab: lab.slug, step: step.id };
    const { state } = recordOf(here.progress, at);
    const { style } = session.reporter;
    const mark = sameStep(at, here.at) ? `  ${style.cyan(hereSign(session))}` : '';
    const { learner } = session.messages;
    const word = state === 'skipped' ? learner.aside(learner.state.skipped) : '';
    return `      ${stateSign(session, state)} ${session.title(step.title)}${word}  ${style.dim(step.id)}${mark}`;
  });
}

function hereSign(session: Session): string {
  return `${session.unicode ? '←' : '<-'} ${session.messages.learner.here}`;
}

function labJson(session: Session, here: Standing, lab: Lab): object {
  return {
    lab: lab.slug,
    number: lab.number,
    title: session.title(lab.title),
    minutes: lab.minutes,
    steps: lab.steps.map((step) => {
      const { state, hints, attempts } = recordOf(here.progress, { lab: lab.slug, step: step.id });
      return { step: step.id, title: session.title(step.title), state, hints, attempts };
    }),
  };
}
