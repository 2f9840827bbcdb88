// `bridge-labs start`: machine up, the learner where they were, and the step to read.
import { isTerminal } from '../../ui/is-terminal.ts';
import type { UpResult } from '../../machines/types.ts';
import { isFinished, nextPosition, recordOf, withLanguage } from '../../progress/index.ts';
import { bringLocked, finishMove } from '../bring.ts';
import { saveChoices, type Choices } from '../choices.ts';
import { BUNDLED } from '../course-choice.ts';
import { EXIT } from '../failure.ts';
import { prepareMachine } from '../host.ts';
import { chooseMachine, type MachineWish } from '../machine-choice.ts';
import { readMark, serves, type Mark } from '../mark.ts';
import { withMoveLock } from '../move-lock.ts';
import { checkpointName } from '../plan.ts';
import { printPlace } from '../print.ts';
import type { Session } from '../session.ts';
import { placeName, standing, type Standing } from '../standing.ts';
import { chooseNames, namesSentence } from '../vary.ts';

export interface StartOptions {
  /** --lang was given: later commands speak it too. */
  readonly rememberLanguage: boolean;
  /** --course was given: later commands take that course too. */
  readonly rememberCourse: boolean;
  /** Names of the learner's own from now on, or no longer; undefined: as before. */
  readonly vary: boolean | undefined;
  /** Whether shells are recorded from now on; undefined: as before. */
  readonly record: boolean | undefined;
  /** --provider and what belongs to it: later commands take that machine too. */
  readonly machine: MachineWish;
  /** Opens the machine's shell afterwards, where somebody sits at a terminal; null: not wanted. */
  readonly shell: (() => Promise<number>) | null;
}

export async function start(session: Session, options: StartOptions): Promise<number> {
  // The course first: what is wrong with it is told before a machine is built.
  const names = options.vary === undefined ? {} : await chooseNames(session, options.vary);
  if (names === null) {
    session.print(session.messages.learner.nothingDone);
    return EXIT.notYet;
  }
  const here = await standing(session);
  const begun = await session.hasBegun();
  const chosen = await chooseMachine(session, options.machine);
  if (!(await prepareMachine(session))) {
    session.print(session.messages.learner.nothingDone);
    return EXIT.notYet;
  }
  await remember(session, options, { ...names, ...(chosen === null ? {} : { machine: chosen }) });
  await finishMove(session);
  await withMoveLock(session, () => bringUp(session, here));
  await session.update((progress) =>
    options.rememberLanguage ? withLanguage(progress, session.language) : progress,
  );
  const shell = session.reporter.interactive && isTerminal(session.io.stdout) && options.shell;
  greet(session, here, options, {
    begun,
    names: await namesSentence(session),
    shell: Boolean(shell),
  });
  const vary = await session.varied();
  const { provider } = await session.machine();
  session.reporter.data({
    course: here.course.name,
    ...here.at,
    firstTime: !begun,
    vary,
    provider,
  });
  if (!shell) return EXIT.done;
  session.print('');
  await shell();
  return EXIT.done;
}

async function remember(session: Session, options: StartOptions, chosen: Choices): Promise<void> {
  const { rememberLanguage, rememberCourse, vary, record } = options;
  const nothing = !rememberLanguage && !rememberCourse && (vary ?? record) === undefined;
  if (nothing && chosen.machine === undefined) return;
  const { course: before, ...others } = session.choices;
  const course = rememberCourse ? await courseToRemember(session) : before;
  await saveChoices(session.paths.config, {
    ...others,
    ...chosen,
    ...(record === undefined ? {} : { record }),
    ...(rememberLanguage ? { language: session.language } : {}),
    ...(course === undefined ? {} : { course }),
  });
}

/** Of the bundled course nothing: its folder goes with an update of the program. */
async function courseToRemember(session: Session): Promise<string | undefined> {
  return session.options.course === BUNDLED ? undefined : session.courseFolder();
}

/** Machine up, and in the state that the learner's step needs. Needs the lock. */
async function bringUp(session: Session, here: Standing): Promise<void> {
  const { learner } = session.messages;
  const machine = await session.machine();
  const { signal } = session.io;
  // A killed command may have left its intent; finishing it comes before anything else.
  const mark = await readMark(session.markFile());
  const up = await session.reporter.work((progress) => machine.up({ signal, progress }));
  const place = placeName(session, here.course, here.at);
  if (isInPlace(up, mark, here)) return;
  if (mark !== null && mark.course !== here.course.name) {
    session.reporter.notice(learner.otherCourse);
  } else if (mark !== null && !serves(mark, here.course)) {
    session.reporter.notice(learner.otherNames);
  } else if (mark !== null && up.from !== 'new') {
    session.reporter.notice(learner.machineRestarted(place));
  } else if (here.number > 1 || here.course.labs[0] !== here.lab) {
    session.reporter.notice(learner.machineNew(place));
  }
  await bringLocked(session, { ...here.at, progress: 'keep' }, up.from === 'new');
}

/** Whether the machine, as it came up, is in a state of this course that the learner's step may have. */
function isInPlace(up: UpResult, mark: Mark | null, here: Standing): boolean {
  if (!serves(mark, here.course) || up.from === 'new' || up.from === 'boot') return false;
  if (up.from === 'running' || up.checkpoint === null) return true;
  // Suspended by `stop`: as it was left. Otherwise it was cut off, and went on from the latest checkpoint.
  if (!up.checkpoint.includes('/')) return up.checkpoint === 'suspended';
  // Checkpoints are from before a step's setup.
  if (up.checkpoint === checkpointName(here.at)) return here.step.setup === null;
  const after = nextPosition({ ...here.progress, position: here.at }, here.course);
  return (
    after !== null && up.checkpoint === checkpointName(after) && isFinished(here.progress, here.at)
  );
}

function greet(
  session: Session,
  here: Standing,
  options: StartOptions,
  { begun, names, shell }: { begun: boolean; names: string | null; shell: boolean },
): void {
  const { learner } = session.messages;
  const command = (line: string): string => (shell ? line : session.command(line));
  if (begun) {
    session.print(learner.welcomeBack, '');
  } else {
    session.tell(learner.welcome(session.title(here.course.title)));
    session.tell(learner.welcomeHow);
    session.tell(shell ? learner.welcomeShell : learner.welcomeTerminal(command('labs shell')));
    session.tell(
      learner.welcomeLoop(
        command('labs check'),
        command('labs hint'),
        command('labs next'),
        command('labs undo'),
      ),
    );
    session.tell(learner.welcomeLeave(session.command('bridge-labs start')));
    if (session.choices.record !== false && options.record !== false) {
      const off = session.command('bridge-labs start --no-record');
      session.tell(session.messages.terminal.recording(session.command('labs replay'), off), 'dim');
    }
    session.print('');
  }
  if (names !== null) {
    session.tell(names);
    session.print('');
  }
  const untouched = here.number === 1 && recordOf(here.progress, here.at).state === 'open';
  printPlace(session, here.loaded, here, { intro: untouched, here: shell });
}
