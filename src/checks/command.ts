// Judges what a command showed, in the words that the course has for it.
import type { Language, Text } from '../course/types.ts';
import type { Observation } from '../observe/types.ts';
import { resultOf } from './find.ts';
import { broken, notYet, pass, short } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import type { CommandExpectation, Finding } from './types.ts';

/** timeout(1) had to end it. */
const TOO_LONG = 124;
/** Longer commands are no advice on where to look. */
const LOOK_LENGTH = 72;

export function judgeCommand(
  one: CommandExpectation,
  observation: Observation,
  language: Language,
  messages: CheckMessages,
): Finding {
  const said = (text: Text): string => text[language] ?? text.en;
  const want = said(one.what);
  const result = resultOf(observation, { kind: 'run', command: one.command });
  if (!result) return broken(want, messages.command.tooLong, 'labs reset');
  const look = one.look ?? lookOf(one.command);
  // It may be the learner's own script that hangs: theirs to mend.
  if (result.status === TOO_LONG) return notYet(want, messages.command.tooLong, look);
  const right =
    (result.status !== 0) === (one.fails ?? false) &&
    (one.prints === undefined || result.output.includes(one.prints)) &&
    (one.lacks === undefined || !result.output.includes(one.lacks));
  if (right) return pass(want);
  const [first = ''] = result.output.trim().split('\n');
  return notYet(
    want,
    said(one.found).replace('{output}', () => short(first)),
    look,
  );
}

function lookOf(command: string): string {
  const line = command.trim();
  return line.includes('\n') || line.length > LOOK_LENGTH ? '' : `sudo ${line}`;
}
