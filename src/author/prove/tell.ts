// Prints a proof for people, a step at a time.
import type { Lab } from '../../course/types.ts';
import type { Session } from '../../learner/session.ts';
import { inertLine } from '../../ui/inert.ts';
import type { Failure, StepResult, Totals } from './results.ts';

export function tellLab(session: Session, lab: Lab, of: number): void {
  const heading = session.messages.learner.labOf(lab.number, of, session.title(lab.title));
  session.print(session.reporter.style.bold(heading));
}

export function tellStep(session: Session, lab: Lab, result: StepResult): void {
  const { author, common } = session.messages;
  const { style } = session.reporter;
  const caught = result.mistakes.filter((one) => one.caught).length;
  const line = author.step(
    `${lab.number}/${result.step}`,
    common.duration(result.seconds * 1000),
    caught,
    result.mistakes.length,
  );
  session.print(`  ${mark(session, result.failures.length === 0)} ${line}`);
  for (const failure of result.failures) tellFailure(session, failure);
  const ways = result.otherWays.length;
  if (ways > 0) {
    const failed = result.failures.filter(({ at }) => at === 'other-way').length;
    session.print(style.dim(`      ${author.otherWays(ways - failed, ways)}`));
  }
  const { tried, right } = result.variants;
  if (tried > 0) session.print(style.dim(`      ${author.variants(right, tried)}`));
  for (const what of result.untested) {
    session.print(style.dim(`      ${author.untested(inertLine(what))}`));
  }
}

export function tellStopped(session: Session, why: string): void {
  session.print(`  ${mark(session, false)} ${session.messages.author.stopped(why)}`);
}

export function tellTotals(session: Session, totals: Totals, failures: number, ms: number): void {
  const { author, common } = session.messages;
  const { steps, caught, tried, covered, expectations, variantsRight, variantsTried, ok } = totals;
  session.print(
    '',
    author.totals(steps, caught, tried, common.duration(ms)),
    author.covered(covered, expectations),
    author.variantsTotal(variantsRight, variantsTried),
    `${mark(session, ok)} ${ok ? author.proven(expectations - covered) : author.notProven(failures)}`,
  );
}

export function tellFailure(session: Session, { at, subject, expected, said }: Failure): void {
  const { author, learner } = session.messages;
  const what = author.at[at];
  session.print(
    `      ${subject === '' ? what : `${what}: ${inertLine(subject).trim()}`}`,
    `        ${learner.expected}: ${expected}`,
    `        ${learner.found}: ${said.trim().split('\n').join('\n          ')}`,
  );
}

export function mark({ unicode, reporter }: Session, ok: boolean): string {
  if (ok) return reporter.style.green(unicode ? '✔' : 'ok');
  return reporter.style.red(unicode ? '✘' : 'FAILED');
}
