// `bridge-labs stop` and `destroy`.
import { EXIT } from '../failure.ts';
import { withMoveLock } from '../move-lock.ts';
import type { Session } from '../session.ts';

/** Switches the machine off, so that `start` goes on where it was. */
export async function stop(session: Session): Promise<number> {
  const { learner } = session.messages;
  const machine = await session.machine();
  const running = await withMoveLock(session, async () => {
    const status = await machine.status();
    if (status === 'absent' || status === 'stopped') return false;
    const { signal } = session.io;
    await session.reporter.work((progress) => machine.halt({ signal, progress }));
    return true;
  });
  session.print(running ? learner.stopped : learner.alreadyStopped);
  return EXIT.done;
}

/** Removes the machine after a yes, or takes back what was done to somebody's; the progress is not touched. */
export async function destroy(session: Session): Promise<number> {
  const { learner } = session.messages;
  const machine = await session.machine();
  if ((await machine.status()) === 'absent') {
    // What a killed start left half-made has no status, and goes all the same.
    await machine.destroy({ signal: session.io.signal });
    session.print(learner.nothingToDestroy);
    return EXIT.done;
  }
  if (!session.yes) {
    const { borrowed } = machine;
    session.reporter.notice(
      borrowed === null ? learner.lossDestroy : learner.lossTakeBack(borrowed),
    );
  }
  if (!(await session.confirm(learner.askGoOn))) {
    session.print(learner.nothingDone);
    return EXIT.notYet;
  }
  const left = await withMoveLock(session, () =>
    session.reporter.work((progress) => machine.destroy({ signal: session.io.signal, progress })),
  );
  if (left === null) session.print(learner.destroyed(session.command('bridge-labs image ls')));
  else session.tell((left.unreachable ? learner.notTakenBack : learner.takenBack)(left.host));
  return EXIT.done;
}
