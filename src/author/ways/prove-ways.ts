// `labs author prove --ways`: whether each step can be begun and passed, whichever way those before it were solved.
import type { Lab, Step } from '../../course/types.ts';
import { findLab } from '../../course/find.ts';
import { EXIT } from '../../learner/failure.ts';
import { prepareHost } from '../../learner/host.ts';
import type { Session } from '../../learner/session.ts';
import { machinesFor, withProofLock } from '../prove.ts';
import { proveAll } from '../prove/pool.ts';
import { failuresOf, totalsOf, type LabResult } from '../prove/results.ts';
import { showProof } from '../prove/show.ts';
import { refuseCourse } from '../refuse-course.ts';
import { courseOfRound, labsOfRound, roundsOf } from './course.ts';
import { tellWalk, tellWalked } from './tell.ts';
import { walkStep } from './walk.ts';

export interface WaysOptions {
  /** Number, slug or folder of a lab; all of them if not given. */
  readonly lab: string | undefined;
  /** The machines of the last round stay. */
  readonly keep: boolean;
  /** How many machines; not given: as many as this computer is good for. */
  readonly machines: number | undefined;
}

/**
 * Goes through the labs once for each other way that a step has. Resolves with the exit code: 0 when all holds, else 1.
 * Throws as `prove` does.
 */
export async function proveWays(session: Session, options: WaysOptions): Promise<number> {
  const { course } = await session.course();
  refuseCourse(session, course, options.lab, ['prove', '--ways']);
  const labs = options.lab === undefined ? course.labs : [findLab(course, options.lab)];
  const rounds = roundsOf(course, labs);
  const since = session.io.now();
  if (rounds > 0) await prepareHost(session);
  const results: LabResult[][] = [];
  await withProofLock(session, async () => {
    for (let n = 0; n < rounds; n += 1) {
      session.print('', session.messages.author.round(n + 1, rounds));
      results.push(await round(session, labsOfRound(course, labs, n), n, options));
    }
  });
  const all = results.flat();
  const { steps, ok } = totalsOf(all);
  tellWalked(session, { rounds, steps, failures: failuresOf(all), ok }, session.io.now() - since);
  session.reporter.data({ course: course.name, rounds: results, steps, ok });
  return ok ? EXIT.done : EXIT.notYet;
}

async function round(
  session: Session,
  wanted: readonly Lab[],
  n: number,
  { keep, machines }: WaysOptions,
): Promise<LabResult[]> {
  const { course: original } = await session.course();
  const course = courseOfRound(original, n);
  const labs = course.labs.filter(({ slug }) => wanted.some((lab) => lab.slug === slug));
  // Whoever replays this round's course, which is ours alone, need not do it twice either.
  const passes = (step: Step): void => void Object.assign(step, { commands: [] });
  const tasks = labs.map((lab) => ({ lab, steps: lab.steps }));
  return showProof(
    session,
    labs,
    course.labs.length,
    (watcher) =>
      proveAll(session, course, tasks, {
        ...{ count: Math.min(machines ?? machinesFor(tasks.length, keep), tasks.length), keep },
        // All steps cost about the same, so a lab costs what it has of them.
        ...{ seconds: () => null, watcher },
        tryStep: (bench, step, more) => walkStep(bench, step, { ...more, passes }),
      }),
    tellWalk,
  );
}
