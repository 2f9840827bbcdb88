// Judges attempts: did the ping arrive, did the web server answer, and with what.
import type { Observation, ProbeResult } from '../observe/types.ts';
import { resultOf } from './find.ts';
import { broken, callCommand, finding, ipCommand, notYet, pass, short } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import { httpOf, pingOf } from './needs.ts';
import type { Finding, HttpExpectation, PingExpectation } from './types.ts';

/** The status of a probe that could not begin. */
const NOT_STARTED = 125;

export function judgePing(
  one: PingExpectation,
  observation: Observation,
  messages: CheckMessages,
): Finding[] {
  const from = one.from ?? 'host';
  const text = messages.probe;
  const arrives = one.arrives ?? true;
  const want = arrives ? text.wantPing(from, one.ping) : text.wantNoPing(from, one.ping);
  const result = resultOf(observation, pingOf(one));
  const address = one.ping.startsWith('container:') ? '' : ` ${one.ping}`;
  const look = address === '' ? 'docker ps' : ipCommand(from, `route get${address}`);
  if (!result) return [broken(want, text.noStart(from, one.ping), 'labs reset')];
  if (result.status === NOT_STARTED) {
    return [notYet(want, text.noStart(from, one.ping), 'docker ps -a')];
  }
  const answered = result.status === 0;
  if (!arrives) return [finding(!answered, want, text.stillReply(from, one.ping), look)];
  const found = /unreachable/i.test(result.output)
    ? text.noRoute(from, one.ping)
    : text.noReply(from, one.ping);
  return [finding(answered, want, found, look)];
}

export function judgeHttp(
  one: HttpExpectation,
  observation: Observation,
  messages: CheckMessages,
): Finding[] {
  const from = one.from ?? 'host';
  const text = messages.probe;
  const answers = one.answers ?? true;
  const result = resultOf(observation, httpOf(one));
  const look = callCommand(from, one.http);
  const want = !answers
    ? text.wantNoHttp(from, one.http)
    : one.contains === undefined
      ? text.wantHttp(from, one.http)
      : text.wantContains(from, one.http, one.contains);
  if (!result) return [broken(want, text.noStart(from, one.http), 'labs reset')];
  if (result.status === NOT_STARTED) {
    return [notYet(want, text.noStart(from, one.http), 'docker ps -a')];
  }
  const answered = hasAnswer(result);
  if (!answers) return [finding(!answered, want, text.stillAnswer(from, one.http), look)];
  if (!answered) return [notYet(want, text.noAnswer(from, one.http), look)];
  if (one.contains === undefined || result.output.includes(one.contains)) return [pass(want)];
  const begins = short(result.output.replace(/<[^>]*>/g, ' '));
  const found = text.otherAnswer(from, one.http, one.contains, begins);
  return [notYet(want, found, look)];
}

/** busybox wget fails on 404 and the like, naming the status line: the server did answer. */
function hasAnswer(result: ProbeResult): boolean {
  return result.status === 0 || /server returned error: HTTP\//.test(result.output);
}
