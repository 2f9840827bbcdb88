// `labs status`: where the learner is, and whether the machine is well.
import type { CheckpointInfo, Machine, MachineStatus } from '../../machines/types.ts';
import { errorText } from '../../ui/messages/index.ts';
import { asLabsError } from '../../ui/error.ts';
import { isFinished, nextPosition, summary, type Summary } from '../../progress/index.ts';
import { EXIT } from '../failure.ts';
import { pendingMove } from '../bring.ts';
import { reach } from '../reach.ts';
import type { Session } from '../session.ts';
import { placeName, standing, type Standing } from '../standing.ts';

interface Health {
  readonly status: MachineStatus;
  /** Milliseconds until SSH let us in; null when it did not. */
  readonly answersAfter: number | null;
  readonly trouble: string | null;
  /** It was booted, and what had been built in it is gone. */
  readonly rebooted: boolean;
  /** Null: whoever keeps them did not answer in time. */
  readonly checkpoints: readonly CheckpointInfo[] | null;
}

/** Exit code 3 when there is a machine that runs and does not answer. */
export async function status(session: Session): Promise<number> {
  const here = await standing(session);
  const { learner } = session.messages;
  const sum = summary(here.progress, here.course);
  const health = await healthOf(session, await session.machine());
  const varied = await session.varied();
  const off = ['absent', 'unfinished', 'stopped'].includes(health.status);
  const moving = await pendingMove(session);
  const rows: [string, string][] = [
    [learner.youAreAt, placeName(session, here.course, here.at)],
    ...(moving === null
      ? []
      : [row(learner.onTheWay, learner.onTheWayTo(placeName(session, here.course, moving)))]),
    [
      learner.progress,
      `${bar(session, sum)} ${learner.progressCount(sum.passed, sum.skipped, sum.steps)}`,
    ],
    [learner.whatNext, whatNext(session, here)],
    [learner.machine, machineLine(session, health)],
    ...checkpointsRow(session, health.checkpoints),
    [learner.courseFolder, await session.courseFolder()],
    ...(varied === null ? [] : [row(learner.names, learner.drawn(Object.entries(varied.drawn)))]),
  ];
  for (const [label, value] of rows)
    session.print(`${session.reporter.style.bold(`${label}:`)} ${value}`);
  if (off) session.print('', learner.startIt(session.command('bridge-labs start')));
  if (health.rebooted) session.print('', learner.rebooted(session.command('labs undo')));
  session.reporter.data({
    course: here.course.name,
    courseFolder: await session.courseFolder(),
    lab: here.lab.slug,
    step: here.step.id,
    steps: sum.steps,
    passed: sum.passed,
    skipped: sum.skipped,
    moving: moving && { lab: moving.lab, step: moving.step },
    vary: varied,
    machine: {
      provider: (await session.machine()).provider,
      status: health.status,
      rebooted: health.rebooted,
      answersAfterMs: health.answersAfter,
      trouble: health.trouble,
      checkpoints:
        health.checkpoints &&
        health.checkpoints.map(({ name, savedAt, size }) => ({ name, savedAt, size })),
    },
  });
  return health.status === 'running' && health.answersAfter === null ? EXIT.machine : EXIT.done;
}

const BAR_COLUMNS = 20;

/** "████████░░░░" */
function bar(session: Session, { passed, skipped, steps }: Summary): string {
  const part = (count: number): number => Math.round((count / Math.max(1, steps)) * BAR_COLUMNS);
  const done = part(passed);
  const left = part(passed + skipped) - done;
  const [full, half, none] = session.unicode ? ['█', '▒', '░'] : ['#', '=', '.'];
  const { style } = session.reporter;
  const rest = none.repeat(BAR_COLUMNS - done - left);
  return `${style.green(full.repeat(done))}${style.yellow(half.repeat(left))}${style.dim(rest)}`;
}

/** What to type now, or which step comes after. */
function whatNext(session: Session, here: Standing): string {
  const { learner } = session.messages;
  if (!isFinished(here.progress, here.at))
    return learner.nextIsCheck(session.command('labs check'));
  const after = nextPosition({ ...here.progress, position: here.at }, here.course);
  if (after === null) return learner.nextIsNothing;
  return learner.nextIs(session.command('labs next'), placeName(session, here.course, after));
}

const LIST_LIMIT_MS = 15_000;
const NOTHING = { answersAfter: null, trouble: null, rebooted: false } as const;

async function healthOf(session: Session, machine: Machine): Promise<Health> {
  const state = await machine.status();
  if (state === 'absent') {
    return { status: state, ...NOTHING, checkpoints: [] };
  }
  const checkpoints = await checkpointsOf(session, machine);
  if (state !== 'running') return { status: state, ...NOTHING, checkpoints };
  const since = performance.now();
  try {
    const connection = await reach(session, machine, 'observer');
    const answersAfter = Math.round(performance.now() - since);
    const rebooted = (await machine.rebooted?.(connection.runScript)) ?? false;
    await connection.close();
    return { status: state, answersAfter, trouble: null, rebooted, checkpoints };
  } catch (error) {
    if (session.io.signal.aborted) throw error;
    const trouble = errorText(session.messages, asLabsError(error)).message;
    return { status: state, ...NOTHING, trouble, checkpoints };
  }
}

/** While one is saved, nobody is answered; but QEMU may also hang. */
async function checkpointsOf(
  session: Session,
  machine: Machine,
): Promise<readonly CheckpointInfo[] | null> {
  const { signal } = session.io;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIST_LIMIT_MS)]);
    return (await machine.checkpoints?.list({ signal: limit })) ?? [];
  } catch (error) {
    if (signal.aborted) throw error;
    return null;
  }
}

function checkpointsRow(
  { messages: { learner } }: Session,
  checkpoints: Health['checkpoints'],
): [string, string][] {
  if (checkpoints?.length === 0) return [];
  const bytes = checkpoints?.reduce((total, { size }) => total + size, 0) ?? 0;
  return [
    row(
      learner.checkpoints,
      checkpoints === null
        ? learner.checkpointsSilent
        : learner.checkpointsCount(checkpoints.length, megabytes(bytes)),
    ),
  ];
}

function machineLine(session: Session, { status: state, answersAfter, trouble }: Health): string {
  const { learner } = session.messages;
  if (answersAfter !== null) return learner.answers(answersAfter);
  if (trouble !== null) return learner.silent(trouble);
  return learner.machineStates[state];
}

function row(label: string, value: string): [string, string] {
  return [label, value];
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
