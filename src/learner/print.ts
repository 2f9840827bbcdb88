// Prints steps and labs of the course: headings, rendered Markdown, and what to type next.
import type { LoadedCourse } from '../course/markdown.ts';
import type { Step, Text } from '../course/types.ts';
import { inert } from '../ui/inert.ts';
import { renderMarkdown } from '../ui/render.ts';
import type { Session } from './session.ts';
import type { Spot } from './standing.ts';

/** A text of the course, rendered for this terminal. */
export function rendered(session: Session, loaded: LoadedCourse, text: Text): string {
  const { width, color } = session.reporter;
  return renderMarkdown(loaded.tokensOf(session.text(text)), { width, color });
}

/** The lab's heading and, if wanted, its introduction; then the step, and how it is finished. */
export function printPlace(
  session: Session,
  loaded: LoadedCourse,
  there: Spot,
  options: { readonly intro: boolean; readonly here?: boolean },
): void {
  if (session.reporter.json) return;
  printLabHeading(session, loaded, there);
  if (options.intro) session.print('', rendered(session, loaded, there.lab.intro));
  session.print('');
  printStep(session, loaded, there);
  session.print('');
  session.tell(closing(session, there.step, options.here ?? session.inside), 'dim');
}

/** "Lab 5 of 7: A bridge (about 12 minutes)" */
export function printLabHeading(session: Session, { course }: LoadedCourse, { lab }: Spot): void {
  const { learner } = session.messages;
  const heading = learner.labOf(lab.number, course.labs.length, session.title(lab.title));
  const { style } = session.reporter;
  session.print(`${style.bold(heading)}${style.dim(learner.aside(learner.minutes(lab.minutes)))}`);
}

/** The step's heading and its text. */
export function printStep(
  session: Session,
  loaded: LoadedCourse,
  { lab, step, number }: Spot,
): void {
  const { learner } = session.messages;
  const heading = learner.step(number, lab.steps.length, session.title(step.title));
  session.print(session.reporter.style.bold(heading), '');
  session.print(rendered(session, loaded, step.body));
}

/** `here`: the machine's shell is where this is read. */
function closing(session: Session, step: Step, here: boolean): string {
  const { learner } = session.messages;
  const command = (line: string): string => (here ? line : session.command(line));
  if (step.ask && step.expect.length === 0) {
    const answer = command(`labs answer ${session.messages.learner.answerWord}`);
    return here ? learner.thenAnswer(answer) : learner.thenLook(command('labs shell'), answer);
  }
  const check = command('labs check');
  return here ? learner.thenCheckHere(check) : learner.thenCheck(command('labs shell'), check);
}

/** Commands as a block of their own, two columns in. */
export function fenced(commands: readonly string[]): string {
  return commands
    .flatMap((command) => inert(command).trimEnd().split('\n'))
    .map((line) => `  ${line}`)
    .join('\n');
}
