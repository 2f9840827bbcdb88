// `labs check` and `labs answer`: one look at the machine, a verdict on each expectation, and what comes next.
import type { Finding, Verdict } from '../../checks/types.ts';
import { LabsError } from '../../errors.ts';
import { attempt, nextPosition, pass, recordOf } from '../../progress/index.ts';
import { input } from '../../ui/prompts.ts';
import { finishMove } from '../bring.ts';
import { keepCheckpoint } from '../checkpoints.ts';
import { EarlyLink } from '../early.ts';
import { EXIT } from '../failure.ts';
import { evidenceFor } from '../evidence.ts';
import { judgeStep } from '../judge.ts';
import { printFindings, reportVerdict, tellBroken } from '../print-verdict.ts';
import { rendered } from '../print.ts';
import type { Session } from '../session.ts';
import { standing, type Standing } from '../standing.ts';

/** `labs answer TEXT`: a check that brings its answer. */
export async function answer(session: Session, text: string): Promise<number> {
  if (text.trim() !== '') return check(session, text.trim());
  throw new LabsError('usage', 'empty-answer', 'the answer is empty', {
    params: { answer: session.command(`labs answer ${session.messages.learner.answerWord}`) },
  });
}

/** Exit code 0 when all is there, 1 when something is missing, 3 when the machine cannot be asked. */
export async function check(session: Session, given: string | undefined): Promise<number> {
  const early = await EarlyLink.begin(session);
  try {
    return await checkOver(early, session, given);
  } finally {
    early.drop();
  }
}

async function checkOver(
  early: EarlyLink,
  session: Session,
  given: string | undefined,
): Promise<number> {
  const moved = await healPending(session);
  if (moved !== null) return moved;
  const here = await standing(session);
  if (given !== undefined && here.step.ask === null) {
    throw new LabsError('usage', 'no-question', 'this step asks no question', {
      params: { check: session.command('labs check') },
    });
  }
  const said =
    here.step.ask === null ? undefined : (given ?? (await askAnswer(session, here, early)));
  let verdict: Verdict;
  try {
    verdict = await judgeStep(session, here.step, said, await evidenceFor(session, here), early);
  } catch (error) {
    return cannotAsk(session, here, error);
  }
  return conclude(session, here, verdict, said);
}

/** A move that was cut short is finished first; a machine that is too broken for it is a verdict too. */
async function healPending(session: Session): Promise<number | null> {
  try {
    await finishMove(session);
    return null;
  } catch (error) {
    return cannotAsk(session, await standing(session), error);
  }
}

async function conclude(
  session: Session,
  here: Standing,
  verdict: Verdict,
  said: string | undefined,
): Promise<number> {
  const { learner } = session.messages;
  const { findings } = verdict;
  const now = session.io.now();
  if (verdict.verdict === 'pass') {
    await session.update((progress) => pass(progress, here.at, now, said));
  } else if (verdict.verdict === 'not-yet' && (here.step.ask === null || said !== undefined)) {
    await session.update((progress) => attempt(progress, here.at, now));
  }
  reportVerdict(session, here, verdict);
  printFindings(session, here, findings);
  session.print('');
  if (verdict.verdict === 'broken') {
    session.print(learner.brokenVerdict, learner.heal(session.command('labs reset')));
    return EXIT.machine;
  }
  if (verdict.verdict === 'not-yet') {
    const missing = findings.filter((finding: Finding) => finding.verdict !== 'pass').length;
    session.print(session.reporter.style.bold(learner.notYet(missing, findings.length)));
    session.print(learner.hintCommand(session.command('labs hint')));
    return EXIT.notYet;
  }
  congratulate(session, here, findings.length);
  await keepCheckpoint(session, here);
  return EXIT.done;
}

/** What a check does when it passes, for who has judged already: the progress, and the checkpoint of the next step. */
export async function recordPass(session: Session, here: Standing): Promise<void> {
  const { answered } = recordOf(here.progress, here.at);
  await session.update((progress) => pass(progress, here.at, session.io.now(), answered));
  await keepCheckpoint(session, here);
}

function congratulate(session: Session, here: Standing, count: number): void {
  const { learner } = session.messages;
  const { style } = session.reporter;
  session.print(style.green(style.bold(learner.passedOfAll(count))));
  if (here.step.learned) {
    session.print('', rendered(session, here.loaded, here.step.learned));
  }
  const more = nextPosition({ ...here.progress, position: here.at }, here.course) !== null;
  const command = session.command('labs next');
  session.print('', more ? learner.nextCommand(command) : learner.endCommand(command));
}

/** What nobody means as an answer. */
const OUR_COMMAND = /^(npx )?(labs|bridge-labs|instructor) [a-z]/;

/** Undefined where nobody can be asked: the question is then among the findings. */
async function askAnswer(
  session: Session,
  here: Standing,
  early: EarlyLink,
): Promise<string | undefined> {
  const before = recordOf(here.progress, here.at);
  if (before.state === 'passed' && before.answered !== undefined) return before.answered;
  if (!session.reporter.interactive) return undefined;
  // Meanwhile the machine may be brought elsewhere, in another window.
  early.drop();
  const { learner } = session.messages;
  if (here.step.question) {
    session.print(rendered(session, here.loaded, here.step.question));
  }
  return input(session.reporter, {
    message: learner.yourAnswer,
    validate: (text) =>
      text === '' ? learner.emptyAnswer : OUR_COMMAND.test(text) ? learner.commandAnswer : true,
    instead: session.command(`labs answer ${session.messages.learner.answerWord}`),
    signal: session.io.signal,
  });
}

/** The machine cannot be asked: a verdict, not the learner's failure. Everything else is thrown on. */
async function cannotAsk(session: Session, here: Standing, error: unknown): Promise<number> {
  if (session.io.signal.aborted) throw error;
  if (!(error instanceof LabsError) || error.kind !== 'machine') throw error;
  await tellBroken(session, here, error);
  return EXIT.machine;
}
