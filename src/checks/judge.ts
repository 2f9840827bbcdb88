// A step's expectations and an observation → a verdict. Pure: the same state always gives the same words.
import type { Language } from '../course/types.ts';
import type { Observation } from '../observe/types.ts';
import { judgeAnswer } from './ask.ts';
import { judgeCommand } from './command.ts';
import { judgeContainer } from './containers.ts';
import { containerName } from './find.ts';
import { broken, pass } from './finding.ts';
import { judgeInspection } from './inspect.ts';
import { judgeLink } from './links.ts';
import { en } from './messages/en.ts';
import { ja } from './messages/ja.ts';
import type { CheckMessages } from './messages/types.ts';
import { judgeNamespace } from './namespaces.ts';
import { judgeNat } from './nat.ts';
import type { Judged } from './needs.ts';
import { judgeHttp, judgePing } from './probes.ts';
import { judgeForwarding, judgeRoute } from './routes.ts';
import type { Evidence, Expectation, Finding, Verdict } from './types.ts';

const languages: Record<Language, CheckMessages> = { en, ja };

export interface JudgeOptions {
  readonly language: Language;
  /** The learner's answer, for a step that asks. */
  readonly answer?: string | undefined;
  /** For a step that inspects; default: there is none. */
  readonly evidence?: Evidence | undefined;
}

/**
 * Judges a step on what was observed with `needsOf` and `probesOf` of the same step. Findings come in the
 * order of the expectations, those of a broken machine first: a machine in disorder is never held against the
 * learner, and never passed either, because a passed step leaves a checkpoint that others start from.
 */
export function judge(step: Judged, observation: Observation, options: JudgeOptions): Verdict {
  const messages = languages[options.language];
  const { state } = observation;
  const faults = state.faults.map((fault) =>
    broken(messages.fault.want(fault), messages.fault.found(fault), messages.fault.look(fault)),
  );
  const blind = state.docker.running ? () => false : needsDocker;
  const findings = [
    ...faults,
    ...step.expect
      .filter((one) => !blind(one))
      .flatMap((one) => judgeOne(one, observation, options.language)),
    // A question about a broken machine is not asked: its answer would be compared with nothing.
    ...(step.ask && faults.length === 0
      ? [
          judgeAnswer(step.ask, options.answer, observation, messages),
          ...(step.inspect ?? []).map((one) =>
            judgeInspection(one, options.evidence ?? { missing: 'elsewhere' }, messages),
          ),
        ]
      : []),
  ];
  const all = findings.length > 0 ? findings : [pass(messages.nothing)];
  const verdict = (['broken', 'not-yet'] as const).find((value) =>
    all.some((one) => one.verdict === value),
  );
  return { verdict: verdict ?? 'pass', findings: all };
}

/** Whether Docker must be asked to judge this. */
function needsDocker(one: Expectation): boolean {
  if ('container' in one && one.container !== undefined) return true;
  // As the observing script sees it, which then does not run it.
  if ('command' in one) return /\bdocker\b/.test(one.command);
  const refs = [
    'in' in one ? one.in : undefined,
    'from' in one ? one.from : undefined,
    'ping' in one ? one.ping : undefined,
    'link' in one ? one['peer-in'] : undefined,
    'nat' in one ? one.to : undefined,
  ];
  return refs.some((ref) => ref !== undefined && containerName(ref) !== null);
}

function judgeOne(one: Expectation, observation: Observation, language: Language): Finding[] {
  const messages = languages[language];
  const { state } = observation;
  if ('link' in one) return judgeLink(one, state, messages);
  if ('route' in one) return judgeRoute(one, state, messages);
  if ('namespace' in one) return judgeNamespace(one, state, messages);
  if ('container' in one) return judgeContainer(one, state, messages);
  if ('nat' in one) return judgeNat(one, state, messages);
  if ('forwarding' in one) return judgeForwarding(one, state, messages);
  if ('ping' in one) return judgePing(one, observation, messages);
  if ('command' in one) return [judgeCommand(one, observation, language, messages)];
  return judgeHttp(one, observation, messages);
}
