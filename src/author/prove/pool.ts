// The machines of a proof: as many as are asked for, each taking lab after lab, until none is left.
import { availableParallelism } from 'node:os';
import type { Course, Lab, Step } from '../../course/types.ts';
import { LabsError } from '../../errors.ts';
import { writeKnownHosts } from '../../learner/known-hosts.ts';
import { stepsBefore } from '../../learner/plan.ts';
import { isReplayFailure } from '../../learner/replay.ts';
import type { Session } from '../../learner/session.ts';
import type { Machine } from '../../machines/types.ts';
import { quotePath } from '../../ssh/config.ts';
import { commandLine } from '../../ssh/words.ts';
import { inertLine } from '../../ui/inert.ts';
import { errorText } from '../../ui/messages/index.ts';
import { Bench } from './bench.ts';
import type { StepResult } from './results.ts';
import { Work, type Share, type Task } from './schedule.ts';
import { proveStep } from './step.ts';

/** Tells what happens while it happens. */
export interface Watcher {
  /** What a machine is at; null when it is done. */
  doing(machine: number, what: { key: string; detail: string } | null): void;
  /** Part of it that is done, 0 to 1. */
  fraction(machine: number, part: number): void;
  /** Awaited before the next step. */
  step(lab: Lab, result: StepResult): void | Promise<void>;
  /** A lab is done; with `why`, the rest of it could not be proven. */
  lab(lab: Lab, steps: readonly StepResult[], why: string | null): void;
}

/** The proof's own machines: a learner's is never touched. */
export const PROOF_MACHINE = 'prove';

/**
 * Virtual processors of each of `count` machines: what is there is shared. An emulator pays for a second processor with
 * every command (it has to stop one for the other, and cannot translate locked instructions as plain ones), and that
 * is worth while only where a real one is idle. Undefined: as any other machine.
 */
function cpusOf(count: number): number | undefined {
  const share = Math.floor(availableParallelism() / count);
  return share >= 2 ? undefined : 1;
}

/**
 * Proves the tasks on `count` machines of its own, which go when it ends, however it ends, unless they are to be kept.
 * A machine that fails within a lab costs the rest of that lab, and is made anew for the others. Where none can be made,
 * all stop, and the error is thrown.
 */
export async function proveAll(
  session: Session,
  course: Course,
  tasks: readonly Task[],
  options: {
    readonly count: number;
    readonly keep: boolean;
    readonly watcher: Watcher;
    /** How long a step will take, about; null where nobody knows. */
    readonly seconds: (lab: Lab, step: Step) => number | null;
    /** What is done with each step; not given: it is proven. */
    readonly tryStep?: typeof proveStep;
  },
): Promise<void> {
  const all = new Work(course, tasks, options.seconds);
  const labs = new Map<Lab, LabNews>();
  const failed = new AbortController();
  const signal = AbortSignal.any([session.io.signal, failed.signal]);
  const { watcher, tryStep = proveStep } = options;
  const work = async (index: number): Promise<void> => {
    try {
      let well = false;
      while (!well && all.open) {
        well = await withMachine(session, index, { ...options, signal }, (bench) =>
          proveShares(session, bench, course, all, { index, watcher, labs, tryStep }),
        );
      }
    } catch (error) {
      // The first to fail is told; what it makes the others throw is no news.
      if (!failed.signal.aborted) failed.abort(error);
    } finally {
      watcher.doing(index, null);
    }
  };
  await Promise.all(Array.from({ length: options.count }, (_, index) => work(index)));
  if (failed.signal.aborted) throw failed.signal.reason;
}

/** What all machines that are at a lab have to tell of it. */
interface LabNews {
  readonly results: StepResult[];
  why: string | null;
}

interface Teller {
  /** Of the machine. */
  readonly index: number;
  readonly watcher: Watcher;
  readonly labs: Map<Lab, LabNews>;
  readonly tryStep: typeof proveStep;
}

/** Until nothing is left, or the machine has failed; resolves with whether it is well. */
async function proveShares(
  session: Session,
  bench: Bench,
  course: Course,
  all: Work,
  teller: Teller,
): Promise<boolean> {
  const { index, watcher, labs, tryStep } = teller;
  for (;;) {
    const share = all.take((steps) => bench.distance(steps));
    if (share === null) return true;
    const { lab } = share;
    watcher.doing(index, { key: 'machine.replay', detail: lab.slug });
    const news = labs.get(lab) ?? { results: [], why: null };
    labs.set(lab, news);
    let at: Step | undefined = share.rest[0];
    let why: string | null;
    let well = true;
    try {
      why = await proveSteps(session, bench, course, share, {
        ...{ index, watcher, tryStep, results: news.results },
        begun: (step) => (at = step),
      });
    } catch (error) {
      if (!(error instanceof LabsError) || error.kind !== 'machine') throw error;
      well = isReplayFailure(error);
      why = well ? error.message : await failedAt(session, bench, at, error);
    }
    news.why ??= why;
    if (all.end(share, why !== null)) {
      const place = ({ step }: StepResult) => lab.steps.findIndex(({ id }) => id === step);
      const results = news.results.toSorted((one, other) => place(one) - place(other));
      watcher.lab(lab, results, news.why);
    }
    if (!well) return false;
    if (why === null && all.isNeeded(lab)) await bench.keepEnd(lab.slug);
  }
}

/** What failed, for which reason, and what the machine said last. */
async function failedAt(
  session: Session,
  bench: Bench,
  step: Step | undefined,
  error: LabsError,
): Promise<string> {
  const { author, learner } = session.messages;
  const { message } = errorText(session.messages, error);
  const reason = error.cause instanceof Error ? `${message} (${error.cause.message})` : message;
  const said = await bench.lastWords();
  return [
    step === undefined ? reason : author.failedIn(step.id, reason),
    ...(said.length > 0
      ? [`    ${learner.consoleSays}`, ...said.map((line) => `      ${inertLine(line)}`)]
      : []),
  ].join('\n');
}

/** Resolves with why the rest of the lab could not be proven; null when all of the share was. */
async function proveSteps(
  session: Session,
  bench: Bench,
  course: Course,
  { lab, rest }: Share,
  {
    index,
    watcher,
    tryStep,
    results,
    begun,
  }: {
    readonly index: number;
    readonly watcher: Watcher;
    readonly tryStep: typeof proveStep;
    readonly results: StepResult[];
    readonly begun: (step: Step) => void;
  },
): Promise<string | null> {
  for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
    begun(step);
    const name = `${lab.number}/${step.id}`;
    // Nothing to do, unless steps before it are not to be proven, or not here.
    await bench.begin(course, stepsBefore(course, { lab: lab.slug, step: step.id }));
    watcher.doing(index, { key: 'prove.step', detail: name });
    const { result, solved } = await tryStep(bench, step, {
      lab: lab.slug,
      fraction: (part) => {
        watcher.fraction(index, part);
      },
      now: session.io.now,
    });
    results.push(result);
    await watcher.step(lab, result);
    // The steps after it rest on what it did.
    if (!solved) return session.messages.author.restsOn(step.id);
  }
  return null;
}

/** Makes a machine of the proof, and removes it, or keeps and names it, when the work has ended, however it ends. */
export async function withMachine<T>(
  session: Session,
  index: number,
  options: {
    /** How many there are at the same time. */
    readonly count: number;
    readonly keep: boolean;
    readonly signal: AbortSignal;
    readonly watcher: Pick<Watcher, 'doing' | 'fraction'>;
  },
  run: (bench: Bench) => Promise<T>,
): Promise<T> {
  const { signal, watcher } = options;
  const name = index === 0 ? PROOF_MACHINE : `${PROOF_MACHINE}-${index + 1}`;
  const machine = await session.parts.openMachine({
    ...{ paths: session.paths, name, disposable: true, cpus: cpusOf(options.count) },
  });
  const bench = new Bench(session, machine, signal);
  try {
    const progress = {
      phase: (key: string, detail = ''): void => {
        watcher.doing(index, { key, detail });
      },
      fraction: (part: number): void => {
        watcher.fraction(index, part);
      },
    };
    // What a kept or killed proof left may stand on another image.
    await machine.destroy({ signal });
    await machine.up({ signal, progress });
    return await run(bench);
  } finally {
    await bench.close();
    if (options.keep) await tellKept(session, name, machine);
    // Without the signal: after Ctrl-C as well.
    else await machine.destroy();
  }
}

async function tellKept(session: Session, name: string, machine: Machine): Promise<void> {
  if ((await machine.status()) !== 'running') return;
  const target = await machine.sshTarget();
  const { host, port, user, identityFile } = target;
  const known = await writeKnownHosts(session, name, target);
  const login = [
    '-p',
    String(port),
    '-i',
    identityFile,
    '-o',
    `UserKnownHostsFile=${quotePath(known)}`,
  ];
  const ssh = commandLine(['ssh', ...login, `${user}@${host}`]);
  session.reporter.notice(session.messages.author.kept(ssh));
}
