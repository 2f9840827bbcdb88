// `labs author prove [LAB]`: every check against its solution and its mistakes, on a real machine of its own.
import { findLab, findStep } from '../course/find.ts';
import type { Course, Lab, Step } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import { withLock } from '../host/lock.ts';
import { EXIT } from '../learner/failure.ts';
import { prepareHost } from '../learner/host.ts';
import { stepsBefore } from '../learner/plan.ts';
import type { Session } from '../learner/session.ts';
import type { Machine } from '../machines/types.ts';
import { commandLine } from '../ssh/words.ts';
import { Bench } from './prove/bench.ts';
import { totalsOf, type LabResult, type StepResult } from './prove/results.ts';
import { proveStep } from './prove/step.ts';
import { tellLab, tellStep, tellStopped, tellTotals } from './prove/tell.ts';

/** The proof's own machine: a learner's is never touched. */
export const PROOF_MACHINE = 'prove';

export interface ProveOptions {
  /** Number, slug or folder of a lab; all of them if not given. */
  readonly lab: string | undefined;
  /** Id of the one step to prove. */
  readonly step: string | undefined;
  /** The machine stays, as the last step left it. */
  readonly keep: boolean;
}

interface Task {
  readonly lab: Lab;
  readonly steps: readonly Step[];
}

/**
 * Proves labs, and tells about each step as it goes on. Resolves with the exit code: 0 when all holds, else 1.
 * Throws LabsError of kind `usage` for what the course does not have, of kind `machine` when the machine fails.
 */
export async function prove(session: Session, options: ProveOptions): Promise<number> {
  const { course } = await session.course();
  const tasks = tasksOf(course, options);
  await prepareHost(session);
  const since = session.io.now();
  const labs = await withProofLock(session, () =>
    withMachine(session, options.keep, async (bench) => {
      const results: LabResult[] = [];
      for (const task of tasks) results.push(await proveLab(session, bench, course, task));
      return results;
    }),
  );
  const totals = totalsOf(labs);
  tellTotals(session, labs, session.io.now() - since);
  session.reporter.data({ course: course.name, vary: await session.varied(), labs, ...totals });
  return totals.ok ? EXIT.done : EXIT.notYet;
}

/** What is to be proven. Throws `unknown-lab`, `unknown-step` (in the lab given, or of every lab). */
export function tasksOf(course: Course, { lab, step }: Omit<ProveOptions, 'keep'>): Task[] {
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

async function proveLab(
  session: Session,
  bench: Bench,
  course: Course,
  { lab, steps }: Task,
): Promise<LabResult> {
  const { reporter, messages, io } = session;
  const results: StepResult[] = [];
  const stop = (why: string): LabResult => {
    tellStopped(session, why);
    return { lab: lab.slug, steps: results, stopped: why };
  };
  tellLab(session, lab, course.labs.length);
  const [first] = steps;
  if (first === undefined) return { lab: lab.slug, steps: results, stopped: null };
  try {
    await reporter.work((work) => {
      work.phase('machine.replay', lab.slug);
      return bench.begin(course, stepsBefore(course, { lab: lab.slug, step: first.id }));
    });
  } catch (error) {
    if (error instanceof LabsError && error.code === 'replay-failed') return stop(error.message);
    throw error;
  }
  for (const step of steps) {
    const { result, solved } = await reporter.work((work) => {
      work.phase('prove.step', `${lab.number}/${step.id}`);
      const fraction = (part: number): void => {
        work.fraction(part);
      };
      return proveStep(bench, step, { lab: lab.slug, fraction, now: io.now });
    });
    results.push(result);
    tellStep(session, lab, result);
    // The steps after it rest on what it did.
    if (!solved) return stop(messages.author.restsOn(step.id));
  }
  return { lab: lab.slug, steps: results, stopped: null };
}

/** A new machine for `run`, which goes when it ends, however it ends, unless it is to be kept. */
async function withMachine<T>(
  session: Session,
  keep: boolean,
  run: (bench: Bench) => Promise<T>,
): Promise<T> {
  const { reporter, io } = session;
  const machine = await session.parts.openMachine({ paths: session.paths, name: PROOF_MACHINE });
  const bench = new Bench(session, machine);
  try {
    await reporter.work(async (progress) => {
      // What a kept or killed proof left may stand on another image.
      await machine.destroy({ signal: io.signal });
      await machine.up({ signal: io.signal, progress });
    });
    return await run(bench);
  } finally {
    await bench.close();
    if (keep) await tellKept(session, machine);
    // Without the signal: after Ctrl-C as well.
    else await machine.destroy();
  }
}

async function tellKept(session: Session, machine: Machine): Promise<void> {
  if ((await machine.status()) !== 'running') return;
  const { host, port, user, identityFile } = await machine.sshTarget();
  const ssh = ['ssh', '-p', String(port), '-i', identityFile, `${user}@${host}`];
  session.reporter.notice(session.messages.author.kept(commandLine(ssh)));
}

function withProofLock<T>(session: Session, run: () => Promise<T>): Promise<T> {
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
