// `labs undo` and `labs reset`: machine and progress together, back to the beginning of the step, the lab or the course.
import { firstStep, lostByReset, order, type StepRef } from '../../progress/index.ts';
import { select } from '../../ui/prompts.ts';
import { optionsExclude } from '../../errors.ts';
import { bringTo } from '../bring.ts';
import { EXIT } from '../failure.ts';
import type { Session } from '../session.ts';
import { lossOf, placeName, standing, type Standing } from '../standing.ts';

export type Scope = 'step' | 'lab' | 'all';

/** Back to before this step. */
export async function undo(session: Session): Promise<number> {
  return backTo(session, await standing(session), 'step');
}

/** Without a scope it asks which; where nobody can be asked, it is the step. */
export async function reset(
  session: Session,
  options: Readonly<Record<Scope, boolean>>,
): Promise<number> {
  const given = (['step', 'lab', 'all'] as const).filter((scope) => options[scope]);
  const [one, other] = given;
  if (one !== undefined && other !== undefined) throw optionsExclude(one, other);
  return backTo(session, await standing(session), one ?? (await askScope(session)));
}

async function backTo(session: Session, here: Standing, scope: Scope): Promise<number> {
  const { learner } = session.messages;
  const target = targetOf(here, scope);
  const place = placeName(session, here.course, target);
  const lost = lostByReset(here.progress, here.course, target);
  if (!session.yes) {
    session.reporter.notice(learner.lossMachine(place));
    session.reporter.notice(lossOf(session, here, lost));
  }
  if (!(await session.confirm(learner.askGoOn))) {
    session.print(learner.nothingDone);
    return EXIT.notYet;
  }
  const plan = await bringTo(session, { ...target, progress: 'forget' });
  session.print(learner.restored(place));
  const before = stepBefore(here, target);
  if (scope === 'step' && before !== null) {
    session.print(learner.fartherBack(session.command(`labs goto ${before}`)));
  }
  session.reporter.data({
    course: here.course.name,
    lab: target.lab,
    step: target.step,
    machine: { restore: plan.restore, replay: plan.replay },
    forgotten: lost,
  });
  return EXIT.done;
}

function targetOf({ course, at }: Standing, scope: Scope): StepRef {
  if (scope === 'step') return at;
  if (scope === 'lab') return firstStep(course, at.lab);
  return order(course)[0] ?? at;
}

function stepBefore({ course, lab, number }: Standing, target: StepRef): string | null {
  const step = lab.slug === target.lab ? lab.steps[number - 2] : undefined;
  if (step) return `${lab.number}/${step.id}`;
  const labBefore = course.labs[course.labs.indexOf(lab) - 1];
  return labBefore ? String(labBefore.number) : null;
}

async function askScope(session: Session): Promise<Scope> {
  const { askScope: message, scopes } = session.messages.learner;
  if (session.yes) return 'step';
  return select(session.reporter, {
    message,
    choices: [
      { value: 'step' as const, name: scopes.step },
      { value: 'lab' as const, name: scopes.lab },
      { value: 'all' as const, name: scopes.all },
    ],
    default: 'step',
    otherwise: 'step',
    instead: '--step | --lab | --all',
    signal: session.io.signal,
  });
}
