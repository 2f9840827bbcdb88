// `labs show`: a step, or a whole lab, to read again.
import { findPosition } from '../../course/find.ts';
import type { Lab } from '../../course/types.ts';
import { recordOf } from '../../progress/index.ts';
import { EXIT } from '../failure.ts';
import { printLabHeading, printPlace, printStep, rendered } from '../print.ts';
import type { Session } from '../session.ts';
import { spot, standing, type Spot, type Standing } from '../standing.ts';

/** Without a position: where the learner is. A lab alone means all of it. */
export async function show(
  session: Session,
  options: { readonly position: string | undefined; readonly wholeLab: boolean },
): Promise<number> {
  const here = await standing(session);
  const { course, loaded } = here;
  const found = options.position === undefined ? here : findPosition(course, options.position);
  const whole =
    options.wholeLab || (options.position !== undefined && !options.position.includes('/'));
  const steps = found.lab.steps
    .filter(({ id }) => whole || id === found.step.id)
    .map((step) => spot(course, { lab: found.lab.slug, step: step.id }));
  const [first] = steps;
  if (first !== undefined && whole) {
    printLabHeading(session, loaded, first);
    session.print('', rendered(session, loaded, first.lab.intro));
    for (const step of steps) {
      session.print('');
      printStep(session, loaded, step);
    }
  } else if (first !== undefined) {
    printPlace(session, loaded, first, { intro: false });
  }
  session.reporter.data(asJson(session, here, found.lab, steps));
  return EXIT.done;
}

function asJson(session: Session, here: Standing, lab: Lab, steps: readonly Spot[]): object {
  return {
    course: here.course.name,
    lab: lab.slug,
    number: lab.number,
    title: session.title(lab.title),
    minutes: lab.minutes,
    intro: session.text(lab.intro),
    steps: steps.map(({ step, at }) => ({
      step: step.id,
      title: session.title(step.title),
      body: session.text(step.body),
      question: step.question && session.text(step.question),
      state: recordOf(here.progress, at).state,
    })),
  };
}
