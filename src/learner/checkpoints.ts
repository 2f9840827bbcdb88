// After a passed step: the machine as it is now is kept as the beginning of the next one, and old ones are let go.
import { LabsError } from '../errors.ts';
import type { Checkpoints, Progress } from '../machines/types.ts';
import { nextPosition, recordOf } from '../progress/index.ts';
import { errorText } from '../ui/messages/index.ts';
import { readMark, serves } from './mark.ts';
import { unlessMoving } from './move-lock.ts';
import { checkpointName, checkpointsToDrop } from './plan.ts';
import type { Session } from './session.ts';
import type { Standing } from './standing.ts';

/**
 * Bytes of memory states that a learner's machine may hold. One is 100 to 400 MB; with the disk's own changes
 * the machine stays under 4 GB.
 */
const LIMIT_BYTES = 2.8e9;

/**
 * Saves the checkpoint without waiting for it, but for who sits in the machine's shell: that stands still meanwhile, and
 * a spinner says why. Without a checkpoint the state is reached by replaying, so whatever goes wrong is told and is no
 * failure of the check.
 */
export async function keepCheckpoint(session: Session, here: Standing): Promise<void> {
  // A step that passed before has its checkpoint.
  if (recordOf(here.progress, here.at).state === 'passed') return;
  const next = nextPosition({ ...here.progress, position: here.at }, here.course);
  const { checkpoints } = await session.machine();
  if (checkpoints === null || next === null) return;
  // Another window may take the machine back, or have taken it: then this is not the state that has passed.
  await unlessMoving(session, async () => {
    const mark = await readMark(session.markFile());
    // Of a machine that serves another course, no checkpoint may get a name of this one.
    if (mark?.moving !== null || !serves(mark, here.course)) return;
    if (recordOf(await session.progress(), here.at).state !== 'passed') return;
    await save(session, here, checkpoints, checkpointName(next));
  });
}

async function save(
  session: Session,
  here: Standing,
  checkpoints: Checkpoints,
  name: string,
): Promise<void> {
  try {
    const list = await checkpoints.list();
    const names = checkpointsToDrop(list, here.course, here.at, LIMIT_BYTES);
    if (names.length > 0) await checkpoints.remove(names);
  } catch (error) {
    if (!(error instanceof LabsError) || error.kind !== 'machine') throw error;
    tellNone(session, error);
    return;
  }
  await session.reporter.work((progress) =>
    saveCheckpoint(session, checkpoints, name, { progress, wait: session.inside }),
  );
}

/** Starts saving a checkpoint, and with `wait` waits until it is saved. What goes wrong (a full disk) is told, and is no failure of the command. */
export async function saveCheckpoint(
  session: Session,
  checkpoints: Checkpoints,
  name: string,
  { progress, wait = false }: { readonly progress: Progress; readonly wait?: boolean },
): Promise<void> {
  try {
    await checkpoints.save(name, { wait, progress, signal: session.io.signal });
  } catch (error) {
    if (!(error instanceof LabsError) || error.kind !== 'machine') throw error;
    tellNone(session, error);
  }
}

function tellNone({ reporter, messages }: Session, error: LabsError): void {
  reporter.warn(messages.learner.noCheckpoint(errorText(messages, error).message));
}
