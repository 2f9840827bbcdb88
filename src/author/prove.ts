// `labs author prove [LAB]`: every check against its solution and its mistakes, on real machines of its own.
import { availableParallelism, freemem } from 'node:os';
import { findLab, findStep } from '../course/find.ts';
import type { Course, Lab, Step } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import { withLock } from '../host/lock.ts';
import { EXIT } from '../learner/failure.ts';
import { prepareHost } from '../learner/host.ts';
import type { Session } from '../learner/session.ts';
import { Ledger, ledgerName } from './prove/ledger.ts';
import { proveAll, type Watcher } from './prove/pool.ts';
import { addTotals, failuresOf, totalsOf } from './prove/results.ts';
import type { Task } from './prove/schedule.ts';
import { showProof } from './prove/show.ts';
import { proveStep } from './prove/step.ts';
import { tellTotals } from './prove/tell.ts';
import { refuseCourse } from './refuse-course.ts';

export interface ProveOptions {
  /** Number, slug or folder of a lab; all of them if not given. */
  readonly lab: string | undefined;
  /** Id of the one step to prove. */
  readonly step: string | undefined;
  /** The machines stay, as the last step left them. */
  readonly keep: boolean;
  /**
   * Only what has changed since it was proven, by the course's proven.json (of a seed: proven.SEED.json), which is begun
   * where there is none.
   */
  readonly changed: boolean;
  /** How many machines; not given: as many as this computer is good for. */
  readonly machines: number | undefined;
}

/** What a machine takes of the host's memory, bytes, with some room. */
const MEMORY = 1.5e9;
/** More than this many machines would wait for each other's disk. */
const MACHINES_MAX = 4;

/**
 * Proves labs, and tells about each step as it goes on. Resolves with the exit code: 0 when all holds, else 1.
 * Throws LabsError of kind `usage` for what the course does not have, of kind `machine` when the machine fails.
 */
export async function prove(session: Session, options: ProveOptions): Promise<number> {
  const { course } = await session.course();
  refuseCourse(session, course, options.lab, ['prove', ...(options.changed ? ['--changed'] : [])]);
  const varied = await session.varied();
  const seed = varied?.seed ?? null;
  const all = tasksOf(course, options);
  const folder = await session.courseFolder();
  const ledger = await Ledger.open(folder, course, { wanted: options.changed, seed });
  const { tasks, held } = options.changed ? withoutHeld(all, ledger) : { tasks: all, held: [] };
  const since = session.io.now();
  const steps = tasks.reduce((sum, task) => sum + task.steps.length, 0);
  const count = Math.min(options.machines ?? machinesFor(tasks.length, options.keep), steps);
  if (tasks.length > 0) await prepareHost(session);
  if (count > 1) session.reporter.notice(session.messages.author.proving(tasks.length, count));
  const order = tasks.map(({ lab }) => lab);
  const labs = await withProofLock(session, () =>
    showProof(session, order, course.labs.length, (watcher) =>
      proveAll(session, course, tasks, {
        ...{ count, keep: options.keep },
        seconds: (lab, step) => ledger?.seconds(lab, step) ?? null,
        ...(seed !== null && { tryStep: proveUnvaried }),
        watcher: ledger === null ? watcher : recording(watcher, ledger),
      }),
    ).catch((error: unknown) => {
      throw session.io.signal.aborted ? interrupted(ledger !== null, error) : error;
    }),
  );
  const before = ledger?.totals(held) ?? null;
  const totals = addTotals(totalsOf(labs), before);
  if (held.length > 0) {
    session.print('', session.messages.author.held(held.length, ledgerName(seed)));
  }
  tellTotals(session, totals, failuresOf(labs), session.io.now() - since);
  session.reporter.data({
    ...{ course: course.name, vary: varied, labs },
    ...{ unchanged: held.map(({ lab, step }) => `${lab.slug}/${step.id}`) },
    ...totals,
  });
  return totals.ok ? EXIT.done : EXIT.notYet;
}

/**
 * With the names of a seed: by its solution, its mistakes and its other ways. What variations of the solution show does not
 * hang on names, and they would take most of the time.
 */
const proveUnvaried: typeof proveStep = (bench, step, options) =>
  proveStep(bench, { ...step, harmless: [EVERY] }, options);

/** Part of every command. */
const EVERY = '';

/** Ctrl-C: what was proven is lost, unless it is written down step by step. */
function interrupted(kept: boolean, cause: unknown): LabsError {
  return new LabsError('cancelled', kept ? 'proof-kept' : 'proof-not-kept', 'Interrupted.', {
    cause,
  });
}

/** What is to be proven still, and what is as it was proven. */
function withoutHeld(
  tasks: readonly Task[],
  ledger: Ledger | null,
): { tasks: Task[]; held: { lab: Lab; step: Step }[] } {
  const held: { lab: Lab; step: Step }[] = [];
  const left = tasks.map(({ lab, steps }) => ({
    lab,
    steps: steps.filter((step) => {
      const holds = ledger?.holds(lab, step) === true;
      if (holds) held.push({ lab, step });
      return !holds;
    }),
  }));
  return { tasks: left.filter(({ steps }) => steps.length > 0), held };
}

function recording(watcher: Watcher, ledger: Ledger): Watcher {
  return {
    ...watcher,
    step: async (lab, result) => {
      await watcher.step(lab, result);
      await ledger.record(lab, result);
    },
  };
}

/** What is to be proven. Throws `unknown-lab`, `unknown-step` (in the lab given, or of every lab). */
export function tasksOf(course: Course, { lab, step }: Pick<ProveOptions, 'lab' | 'step'>): Task[] {
  const labs = lab === undefined ? course.labs : [findLab(course, lab)];
  if (step === undefined) return labs.map((each) => ({ lab: each, steps: each.steps }));
  const wanted = step.trim().toLowerCase();
  const tasks = labs.flatMap((each) => {
    const steps = each.steps.filter(({ id }) => id === wanted);
    return steps.length === 0 ? [] : [{ lab: each, steps }];
  });
  if (tasks.length > 0) return tasks;
  const [only] = labs;
  if (only && labs.length === 1) findStep(only, step);
  const known = labs.flatMap((each) => each.steps.map(({ id }) => id)).join(', ');
  throw new LabsError('usage', 'unknown-step', `no step '${step}'`, {
    params: { name: step, suggestion: '', known },
  });
}

/**
 * One a processor, while there is memory for it. To look into the machine of a lab afterwards, it has to be the one that
 * did it all.
 */
export function machinesFor(labs: number, keep: boolean): number {
  if (keep && labs === 1) return 1;
  const roomFor = Math.floor(freemem() / MEMORY);
  return Math.max(1, Math.min(availableParallelism(), roomFor, MACHINES_MAX));
}

/** One at a time: its machines have fixed names. */
export function withProofLock<T>(session: Session, run: () => Promise<T>): Promise<T> {
  const { messages, reporter, io, paths } = session;
  return withLock(
    `${paths.state}/prove`,
    {
      wait: 600_000,
      signal: io.signal,
      onWait: ({ pid, command }) => {
        reporter.notice(messages.common.waitingForLock(command, String(pid ?? '?')));
      },
    },
    run,
  );
}
