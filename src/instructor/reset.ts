// `instructor reset [LAB[/STEP]]`: machine and progress to the beginning of a lab or step.
import { findPosition } from '../course/find.ts';
import { LabsError } from '../errors.ts';
import { bringTo, planMove } from '../learner/bring.ts';
import { EXIT } from '../learner/failure.ts';
import type { Plan } from '../learner/plan.ts';
import type { Session } from '../learner/session.ts';
import { lossOf, placeName, shortNames, standing, type Standing } from '../learner/standing.ts';
import { lostByReset, order, resetStep, type StepRef } from '../progress/index.ts';

export interface InstructorReset {
  /** LAB or LAB/STEP; the beginning of the course if not given. */
  readonly position: string | undefined;
  readonly machineOnly: boolean;
  readonly progressOnly: boolean;
  readonly dryRun: boolean;
}

export async function instructorReset(session: Session, options: InstructorReset): Promise<number> {
  if (options.machineOnly && options.progressOnly) {
    throw new LabsError('usage', 'options-exclude', 'the two options exclude each other', {
      params: { one: '--machine-only', other: '--progress-only' },
    });
  }
  const here = await standing(session);
  const target = targetOf(here, options.position);
  const lost = options.machineOnly ? [] : lostByReset(here.progress, here.course, target);
  if (options.dryRun) {
    const plan = options.progressOnly ? null : await planMove(session, target);
    tellPlan(session, here, target, plan, lost, options);
    report(session, here, target, plan, lost, true);
    return EXIT.done;
  }
  const { learner } = session.messages;
  if (!session.yes) tellLoss(session, here, target, lost, options);
  if (!(await session.confirm(learner.askGoOn))) {
    session.print(learner.nothingDone);
    return EXIT.notYet;
  }
  const plan = await carryOut(session, here, target, options);
  session.print(learner.restored(placeName(session, here.course, target)));
  report(session, here, target, plan, lost, false);
  return EXIT.done;
}

async function carryOut(
  session: Session,
  here: Standing,
  target: StepRef,
  options: InstructorReset,
): Promise<Plan | null> {
  if (!options.progressOnly) {
    return bringTo(session, { ...target, progress: options.machineOnly ? 'keep' : 'forget' });
  }
  await session.update((progress) => resetStep(progress, here.course, target));
  return null;
}

function targetOf({ course, at }: Standing, position: string | undefined): StepRef {
  if (position !== undefined) {
    const { lab, step } = findPosition(course, position);
    return { lab: lab.slug, step: step.id };
  }
  return order(course)[0] ?? at;
}

function tellLoss(
  session: Session,
  here: Standing,
  target: StepRef,
  lost: readonly StepRef[],
  options: InstructorReset,
): void {
  const { learner } = session.messages;
  const { reporter } = session;
  reporter.notice(
    options.progressOnly
      ? learner.lossProgressOnly
      : learner.lossMachine(placeName(session, here.course, target)),
  );
  if (options.machineOnly) reporter.notice(learner.lossMachineOnly);
  else reporter.notice(lossOf(session, here, lost));
}

function tellPlan(
  session: Session,
  { course }: Standing,
  target: StepRef,
  plan: Plan | null,
  lost: readonly StepRef[],
  options: InstructorReset,
): void {
  const { learner } = session.messages;
  const lines = [
    ...(plan === null
      ? []
      : [plan.restore === null ? learner.planNew : learner.planRestore(plan.restore)]),
    ...(plan !== null && plan.replay.length > 0
      ? [learner.planReplay(shortNames(course, plan.replay))]
      : []),
    ...(lost.length > 0 ? [learner.planForget(shortNames(course, lost))] : []),
    ...(options.machineOnly ? [] : [learner.planPosition(placeName(session, course, target))]),
  ];
  session.print(learner.dryRun, ...lines.map((line) => `  - ${line}`));
}

function report(
  session: Session,
  { course }: Standing,
  target: StepRef,
  plan: Plan | null,
  forgotten: readonly StepRef[],
  dryRun: boolean,
): void {
  session.reporter.data({
    course: course.name,
    lab: target.lab,
    step: target.step,
    dryRun,
    machine: plan && { restore: plan.restore, replay: plan.replay },
    forgotten,
  });
}
