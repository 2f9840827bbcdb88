// Prints the verdict of a check: every expectation on a line, for those not met what was expected, found, and where to look.
import { isTerminal } from '../ui/is-terminal.ts';
import { layOut, pad as padTo, widthOf } from '../ui/layout.ts';
import type { Finding, Verdict } from '../checks/types.ts';
import type { LabsError } from '../errors.ts';
import { inertLine } from '../ui/inert.ts';
import { errorText } from '../ui/messages/index.ts';
import { verdictSign } from './signs.ts';
import type { Session } from './session.ts';
import { placeName, type Standing } from './standing.ts';

/** "✔ ok       br0 is a bridge"; those not met with three lines more. */
export function printFindings(
  session: Session,
  here: Standing,
  findings: readonly Finding[],
): void {
  const { learner } = session.messages;
  session.print(session.reporter.style.dim(placeName(session, here.course, here.at)), '');
  const { style } = session.reporter;
  const words = learner.verdictWords;
  const wide = Math.max(...findings.map(({ verdict }) => widthOf(words[verdict])));
  const labels = [learner.expected, learner.found, learner.look];
  const labelWide = Math.max(...labels.map((label) => widthOf(label)));
  for (const finding of findings) {
    const sign = verdictSign(session, finding.verdict);
    const word = pad(words[finding.verdict], wide);
    print(session, `${sign} ${word}  `, 2 + wide + 2, finding.what);
    if (finding.verdict === 'pass' && finding.found === finding.expected) continue;
    // Where to look may name a command of ours: as it is typed here.
    const look = finding.look.replace(/(?<!npx |[-\w])(?=(?:bridge-)?labs [a-z])/g, session.prefix);
    const values = [finding.expected, finding.found, look];
    for (const [index, value] of values.entries()) {
      // What was expected is the line above, unless there is more to say of it.
      if (value === '' || (index === 0 && value === finding.what)) continue;
      const label = pad(`${labels[index] ?? ''}:`, labelWide + 1);
      print(session, `    ${style.dim(label)} `, 4 + labelWide + 2, value);
    }
  }
}

/** A text behind its label of `indent` columns; on a terminal its further lines stand below it, and no word is torn. */
function print(session: Session, label: string, indent: number, text: string): void {
  const { stdout, width } = session.reporter;
  const line = inertLine(text);
  const lines = isTerminal(stdout)
    ? layOut([{ text: line, styles: [] }], Math.max(20, width - indent), false)
    : [line];
  for (const [index, part] of lines.entries()) {
    session.print(`${index === 0 ? label : ' '.repeat(indent)}${part}`);
  }
}

/** The object of `labs check --json`. */
export function reportVerdict(session: Session, here: Standing, verdict: Verdict): void {
  session.reporter.data({
    course: here.course.name,
    lab: here.lab.slug,
    step: here.step.id,
    verdict: verdict.verdict,
    expectations: verdict.findings.map(({ what, verdict: value, expected, found, look }) => ({
      what,
      verdict: value,
      expected,
      found,
      look,
    })),
  });
}

/** The verdict on a machine that could not be asked, with the last lines of its console when it is silent. */
export async function tellBroken(
  session: Session,
  here: Standing,
  error: LabsError,
): Promise<void> {
  const { learner } = session.messages;
  const { message, hint = '' } = errorText(session.messages, error);
  const finding: Finding = {
    what: learner.machineAnswers,
    verdict: 'broken',
    expected: learner.machineAnswersExpected,
    found: message,
    look: String(error.params.start ?? hint),
  };
  reportVerdict(session, here, { verdict: 'broken', findings: [finding] });
  const { cause } = error.params;
  // Nothing is wrong with a machine that was switched off or removed.
  if (cause === 'stopped' || cause === 'absent') {
    session.print(session.reporter.style.dim(placeName(session, here.course, here.at)), '');
    session.tell(learner.nothingToCheck(message, finding.look));
    return;
  }
  printFindings(session, here, [finding]);
  session.print('');
  if (cause === 'silent' || cause === 'unknown') await tellConsole(session);
  session.print(learner.brokenVerdict);
}

async function tellConsole(session: Session): Promise<void> {
  const lines = await (await session.machine()).consoleTail(8).catch(() => []);
  if (lines.length === 0) return;
  session.print(session.messages.learner.consoleSays);
  for (const line of lines) session.print(`  ${inertLine(line)}`);
  session.print('');
}

function pad(text: string, columns: number): string {
  return padTo(text, widthOf(text), columns, 'left');
}
