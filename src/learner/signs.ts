// The signs that stand for verdicts and states: ✔ and ✘, or ASCII where the terminal knows no more.
import type { VerdictValue } from '../checks/types.ts';
import type { StepState } from '../progress/index.ts';
import type { Session } from './session.ts';

const VERDICTS = {
  pass: { sign: '✔', ascii: '+', colour: 'green' },
  'not-yet': { sign: '✘', ascii: 'x', colour: 'red' },
  broken: { sign: '⚠', ascii: '!', colour: 'yellow' },
} as const;

/** One column wide. */
export function verdictSign(session: Session, verdict: VerdictValue): string {
  const { sign, ascii, colour } = VERDICTS[verdict];
  return session.reporter.style[colour](session.unicode ? sign : ascii);
}

const STATES = {
  open: { sign: '·', ascii: '.', colour: 'dim' },
  passed: { sign: '✔', ascii: '+', colour: 'green' },
  skipped: { sign: '»', ascii: '>', colour: 'yellow' },
} as const;

/** One column wide. */
export function stateSign(session: Session, state: StepState): string {
  const { sign, ascii, colour } = STATES[state];
  return session.reporter.style[colour](session.unicode ? sign : ascii);
}
