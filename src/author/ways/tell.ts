// Prints for people how the other ways were gone.
import type { Lab } from '../../course/types.ts';
import type { Session } from '../../learner/session.ts';
import type { StepResult } from '../prove/results.ts';
import { mark, tellFailure } from '../prove/tell.ts';

export function tellWalk(
  session: Session,
  lab: Lab,
  { step, verdicts, seconds, failures }: StepResult,
): void {
  const { author, common } = session.messages;
  const name = `${lab.number}/${step}`;
  const hasWays = lab.steps.some(({ id, otherWays }) => id === step && otherWays.length > 0);
  const how = verdicts.before === 'pass' ? 'already' : hasWays ? 'other-way' : 'solution';
  const line = author.walked(name, common.duration(seconds * 1000), how);
  session.print(`  ${mark(session, failures.length === 0)} ${line}`);
  for (const failure of failures) tellFailure(session, failure);
}

export interface Walked {
  readonly rounds: number;
  /** Of all rounds together. */
  readonly steps: number;
  readonly failures: number;
  readonly ok: boolean;
}

export function tellWalked(
  session: Session,
  { rounds, steps, failures, ok }: Walked,
  ms: number,
): void {
  const { author, common } = session.messages;
  const found = rounds === 0 ? author.noWays : ok ? author.waysHold : author.notProven(failures);
  if (rounds > 0) session.print('', author.walkedAll(rounds, steps, common.duration(ms)));
  session.print(`${mark(session, ok)} ${found}`);
}
