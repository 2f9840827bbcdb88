// `labs author watch [DIR]`: at each save, the faults of the course, the changed steps as they read, and their proofs.
import { join } from 'node:path';
import { withLock } from '../host/lock.ts';
import { EXIT } from '../learner/failure.ts';
import { prepareHost } from '../learner/host.ts';
import type { Session } from '../learner/session.ts';
import { asLabsError, reportError } from '../ui/error.ts';
import { nearName } from './lint.ts';
import { tasksOf } from './prove.ts';
import { ChangedFiles } from './watch/files.ts';
import { onQuit } from './watch/keys.ts';
import { ProofMachine } from './watch/machine.ts';
import { readNow } from './watch/read.ts';
import { Rounds, type Scope } from './watch/rounds.ts';

export interface WatchOptions extends Scope {
  /** A folder or a package; not given: the course in use. */
  readonly dir: string | undefined;
  /** False: faults and texts only; no machine is made. */
  readonly prove: boolean;
}

/**
 * Watches until q, Ctrl-C or a signal; resolves with 0 then. Throws LabsError `no-course`, `unknown-lab`, `unknown-step`,
 * `cannot-watch`, and `locked` when another watch proves. What fails later is told, and the watch goes on.
 */
export async function watch(session: Session, options: WatchOptions): Promise<number> {
  const folder = await (options.dir === undefined
    ? session.courseFolder()
    : session.courseNamed(options.dir));
  if (!options.prove) return watchFolder(session, folder, options, null);
  await refuseScope(folder, options);
  await prepareHost(session);
  return withLock(`${session.paths.state}/watch`, { wait: 1000, signal: session.io.signal }, () =>
    watchFolder(session, folder, options, (own) => new ProofMachine(own)),
  );
}

/** A lab or step that is not there is told before anything is waited for. A broken course is told later, with its faults. */
async function refuseScope(folder: string, scope: Scope): Promise<void> {
  if (scope.lab === undefined && scope.step === undefined) return;
  const { loaded, broken } = await readNow(folder);
  if (!broken) tasksOf(loaded.course, scope);
}

async function watchFolder(
  session: Session,
  folder: string,
  scope: Scope,
  makeMachine: ((session: Session) => ProofMachine) | null,
): Promise<number> {
  const quit = new AbortController();
  const own = session.until(quit.signal);
  const machine = makeMachine?.(own) ?? null;
  const rounds = new Rounds(own, folder, scope, machine);
  const files = await ChangedFiles.open(folder);
  let giveBack = (): void => {};
  try {
    await rounds.begin();
    machine?.start();
    giveBack = onQuit(own, () => quit.abort());
    await goRound(own, folder, files, rounds);
  } finally {
    giveBack();
    await files.close();
    await machine?.close();
  }
  return EXIT.done;
}

/** Round after round, until the session's signal. */
async function goRound(
  session: Session,
  folder: string,
  files: ChangedFiles,
  rounds: Rounds,
): Promise<void> {
  const { author } = session.messages;
  const { interactive, style } = session.reporter;
  const { signal } = session.io;
  while (!signal.aborted) {
    const { paths, next } = files.take();
    if (paths.length > 0) session.print('', style.dim(changed(session, folder, paths)));
    try {
      await rounds.run(AbortSignal.any([signal, next]));
    } catch (error) {
      if (signal.aborted) return;
      if (!next.aborted) tellFailure(session, error);
    }
    const waiting = interactive ? `${author.waiting} ${author.quitKey}` : author.waiting;
    session.print(style.dim(next.aborted ? author.anew : waiting));
    await files.wait(signal);
  }
}

/** "14:02:07  mycourse/01-first/lab.md and 1 more" */
function changed(session: Session, folder: string, paths: readonly string[]): string {
  const { author } = session.messages;
  const [first = '', ...more] = paths.map((path) => join(nearName(session, folder), path));
  const files = more.length === 0 ? first : author.manyFiles(first, more.length);
  return author.changed(new Date(session.io.now()).toTimeString().slice(0, 8), files);
}

/** What ails a course or a machine is told, as the next save may mend it; a bug of ours ends the watch. */
function tellFailure(session: Session, thrown: unknown): void {
  const error = asLabsError(thrown);
  if (error.kind === 'bug') throw error;
  reportError(session.reporter, error);
}
