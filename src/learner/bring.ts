// Brings machine and progress to the beginning of a step: the one way in which undo, reset, goto and skip do it.
import type { Course } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import type { Machine, Progress as WorkProgress } from '../machines/types.ts';
import {
  currentPosition,
  moveTo,
  resetStep,
  sameStep,
  skip,
  type Progress,
  type StepRef,
} from '../progress/index.ts';
import { saveCheckpoint } from './checkpoints.ts';
import { markOf, readMark, serves, writeMark, type Move } from './mark.ts';
import { withMoveLock } from './move-lock.ts';
import { writePace } from './pace.ts';
import { BASE, checkpointName, isOfStep, planBringTo, planThrough, type Plan } from './plan.ts';
import { reach } from './reach.ts';
import { isReplayFailure, replayStep, setUpStep } from './replay.ts';
import type { Session } from './session.ts';
import { placeName, spot } from './standing.ts';

/** What `bringTo` would do now. Asks the machine for its checkpoints; changes nothing. */
export async function planMove(session: Session, target: StepRef): Promise<Plan> {
  const { course } = await session.course();
  const machine = await session.machine();
  return planBringTo(await usableCheckpoints(session, machine, course), course, target);
}

/**
 * Brings the machine to the beginning of a step, then the progress as `move.progress` says. The intent is
 * written down first: a command killed half-way is finished by the next one (`finishMove`).
 * Throws LabsError `replay-failed` and what the machine throws; the move is then still pending.
 */
export function bringTo(session: Session, move: Move): Promise<Plan> {
  return withMoveLock(session, () => bringLocked(session, move));
}

/** As `bringTo`, for who holds the lock already. `fresh`: the machine was just made, and stands at the base. */
export async function bringLocked(session: Session, move: Move, fresh = false): Promise<Plan> {
  const { course } = await session.course();
  const plan = await session.reporter.work((work) => moveMachine(session, move, fresh, work));
  await session.update((progress) => moved(progress, course, move, session.io.now()));
  await writeMark(session.markFile(), markOf(course, null));
  return plan;
}

/** The machine's half of a move; the move stays pending. Needs the lock. */
async function moveMachine(
  session: Session,
  move: Move,
  justMade: boolean,
  work: WorkProgress,
): Promise<Plan> {
  const { course } = await session.course();
  const machine = await session.machine();
  const options = { signal: session.io.signal, progress: work };
  // Only a machine that is not there is brought up: one that does not answer is healed by restoring.
  const fresh =
    justMade ||
    ((await machine.status()) === 'absent' && (await machine.up(options)).from === 'new');
  // Before the mark says that they are ours: checkpoints of another course may have the same names.
  const mark = await readMark(session.markFile());
  if (!serves(mark, course) && !fresh) await dropSteps(machine);
  await writeMark(session.markFile(), markOf(course, move));
  // A new machine has none but its base, and does not answer while it saves that.
  let available = fresh ? [BASE] : await usableCheckpoints(session, machine, course);
  const planned = (): Plan =>
    move.skipped
      ? planThrough(available, course, move.skipped)
      : planBringTo(available, course, move);
  let plan = planned();
  for (;;) {
    try {
      const there = fresh && (plan.restore === BASE || plan.restore === null);
      if (!there) await restore(machine, plan, options);
      break;
    } catch (error) {
      if (!(error instanceof LabsError) || error.code !== 'no-checkpoint') throw error;
      // Listed, and gone when wanted: the next nearest will do.
      available = available.filter((name) => name !== plan.restore);
      plan = planned();
    }
  }
  try {
    if (plan.replay.length > 0) {
      await replay(session, machine, plan.replay, work);
      const { checkpoints } = machine;
      // Before its setup, which is run anew whenever the learner comes (back) here.
      if (checkpoints)
        await saveCheckpoint(session, checkpoints, checkpointName(move), { progress: work });
    }
    await setUp(session, machine, move, work);
  } catch (error) {
    if (isReplayFailure(error)) {
      await giveUp(session, machine, move, available, options);
    }
    throw error;
  }
  return plan;
}

/**
 * On to a step from the one before it, which has passed: the machine stays as the learner has left it, but for what
 * the step's setup does. Throws LabsError `replay-failed`, and what the machine throws; the move is then pending.
 */
export async function goOnTo(session: Session, from: StepRef, to: StepRef): Promise<void> {
  const { course } = await session.course();
  // Another command may have gone on meanwhile: then this one has nothing to do.
  const isHere = ({ position }: Progress): boolean => sameStep(position, from);
  const arrive = (): Promise<Progress> =>
    session.update((progress) => (isHere(progress) ? moveTo(progress, to) : progress));
  if (spot(course, to).step.setup === null) {
    await arrive();
    return;
  }
  await withMoveLock(session, async () => {
    if (!isHere(await session.progress())) return;
    const moving: Move = { ...to, progress: 'position' };
    if (!serves(await readMark(session.markFile()), course)) {
      // What the learner has left there is of another course, and so are the checkpoints.
      await bringLocked(session, moving);
      return;
    }
    await writeMark(session.markFile(), markOf(course, moving));
    const machine = await session.machine();
    await session.reporter.work((work) => setUp(session, machine, to, work));
    await arrive();
    await writeMark(session.markFile(), markOf(course, null));
  });
}

/** What the step starts from, beyond what the steps before it have left. */
async function setUp(
  session: Session,
  machine: Machine,
  at: StepRef,
  work: WorkProgress,
): Promise<void> {
  const { course } = await session.course();
  const { lab, step } = spot(course, at);
  if (step.setup === null) return;
  work.phase('machine.setup');
  const connection = await reach(session, machine, 'learner');
  try {
    await setUpStep(connection, lab.slug, step, { signal: session.io.signal });
  } finally {
    await connection.close();
  }
}

/**
 * A solution that does not work never will: the next command is not to try it again, and the machine, half on
 * its way, goes back to where the learner stands, as no check may pass there by what the replay has done.
 */
async function giveUp(
  session: Session,
  machine: Machine,
  move: Move,
  available: readonly string[],
  options: { readonly signal: AbortSignal; readonly progress: WorkProgress },
): Promise<void> {
  const { course } = await session.course();
  const at = currentPosition(await session.progress(), course);
  const isThere = sameStep(at, move);
  // Should the way back fail too, the next command takes it up: this one, and not the move that cannot work.
  await writeMark(session.markFile(), markOf(course, isThere ? null : { ...at, progress: 'keep' }));
  if (isThere) return;
  try {
    const back = planBringTo(available, course, at);
    await restore(machine, back, options);
    await replay(session, machine, back.replay, options.progress);
    await setUp(session, machine, at, options.progress);
  } catch (error) {
    if (options.signal.aborted || !(error instanceof LabsError)) throw error;
    // Told is what came first, and is the cause.
    return;
  }
  await writeMark(session.markFile(), markOf(course, null));
}

/** A move that was cut short, or goes on right now; null: none. */
export async function pendingMove(session: Session): Promise<Move | null> {
  const mark = await readMark(session.markFile());
  const { course } = await session.course();
  if (mark?.moving == null || !serves(mark, course) || !has(course, mark.moving)) return null;
  return mark.moving;
}

/**
 * Finishes a move that was cut short; one that another command is still about is waited for. Resolves with whether
 * there was one to finish.
 */
export async function finishMove(session: Session): Promise<boolean> {
  if ((await pendingMove(session)) === null) return false;
  return withMoveLock(session, async () => {
    // Whoever had the lock has finished it by now, or was killed at it.
    const move = await pendingMove(session);
    if (move === null) return false;
    const { course } = await session.course();
    const place = placeName(session, course, move);
    session.reporter.notice(session.messages.learner.finishingMove(place));
    await bringLocked(session, move);
    return true;
  });
}

/** Runs the solutions of steps in the machine, as the learner. */
export async function replay(
  session: Session,
  machine: Machine,
  steps: readonly StepRef[],
  work: WorkProgress,
): Promise<void> {
  const { course } = await session.course();
  const connection = await reach(session, machine, 'learner');
  try {
    // One phase: a line for each step would only push the terminal's content away.
    if (steps.length > 0) work.phase('machine.replay');
    const since = performance.now();
    for (const [index, at] of steps.entries()) {
      const { lab, step } = spot(course, at);
      work.fraction?.(index / steps.length, `${lab.number}/${step.id}`);
      await replayStep(connection, lab.slug, step, { signal: session.io.signal });
    }
    if (steps.length > 0) {
      const seconds = (performance.now() - since) / 1000;
      await writePace(session.paceFile(), seconds / steps.length);
    }
  } finally {
    await connection.close();
  }
}

/** Names of the checkpoints that mean steps of this course; of another's, or with other names, only the base counts. */
async function usableCheckpoints(
  session: Session,
  machine: Machine,
  course: Course,
): Promise<string[]> {
  if (machine.checkpoints === null || (await machine.status()) === 'absent') return [];
  const names = (await machine.checkpoints.list()).map(({ name }) => name);
  const ours = serves(await readMark(session.markFile()), course);
  return ours ? names : names.filter((name) => !isOfStep({ name }));
}

async function restore(
  machine: Machine,
  plan: Plan,
  options: { readonly signal: AbortSignal; readonly progress: WorkProgress },
): Promise<void> {
  if (machine.checkpoints !== null && plan.restore !== null) {
    await machine.checkpoints.restore(plan.restore, options);
    return;
  }
  // No live checkpoints: the same state is reached from a clean machine.
  await machine.renew(options);
}

async function dropSteps(machine: Machine): Promise<void> {
  const steps = (await machine.checkpoints?.list())?.filter(isOfStep) ?? [];
  if (steps.length > 0) await machine.checkpoints?.remove(steps.map(({ name }) => name));
}

function moved(progress: Progress, course: Course, move: Move, now: number): Progress {
  const before = move.skipped ? skip(progress, move.skipped, now) : progress;
  if (move.progress === 'forget') return resetStep(before, course, move);
  return move.progress === 'position' ? moveTo(before, move) : before;
}

function has(course: Course, at: StepRef): boolean {
  return course.labs.some(
    ({ slug, steps }) => slug === at.lab && steps.some(({ id }) => id === at.step),
  );
}
