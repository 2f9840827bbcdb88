// Judges the answer to a question against what the machine says, without giving the answer away.
import type { Ask } from '../course/types.ts';
import type { Observation } from '../observe/types.ts';
import { resultOf } from './find.ts';
import { broken, notYet, pass } from './finding.ts';
import type { CheckMessages } from './messages/types.ts';
import { parsePrefix } from './prefix.ts';
import type { Finding } from './types.ts';

export function judgeAnswer(
  ask: Ask,
  answer: string | undefined,
  observation: Observation,
  messages: CheckMessages,
): Finding {
  const text = messages.answer;
  const result = resultOf(observation, { kind: 'run', command: ask.run });
  if (!result || result.status === 124) return broken(text.want, text.tooLong, 'labs reset');
  const truths = result.output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (truths.length === 0) return notYet(text.want, text.noTruth, text.noTruthLook);
  const given = fold(answer ?? '');
  if (given === '') return notYet(text.want, text.missing, text.look);
  const wrong = compare[ask.kind](given, truths, messages);
  return wrong === null ? pass(text.want) : notYet(text.want, wrong, text.lookAgain);
}

/** Null when right, else what is wrong with it. */
type Compare = (given: string, truths: readonly string[], messages: CheckMessages) => string | null;

const compare: Record<Ask['kind'], Compare> = {
  text(given, truths, { answer }) {
    const meant = [given, bare(given)].map((one) => one.toLowerCase());
    const right = truths.some((truth) => meant.includes(fold(truth).toLowerCase()));
    return right ? null : answer.wrongText(given);
  },

  number(given, truths, { answer }) {
    const word = NUMBERS.findIndex((words) => words.includes(given.toLowerCase()));
    if (word !== -1 && truths.some((truth) => Number(truth) === word)) return null;
    // Full-width digits come from Japanese keyboards, and counters (1本) and a prefix length's slash (/16) with habit.
    const number = given
      .normalize('NFKC')
      .replace(/^\/(?=\d)/, '')
      .replace(/(?<=\d)\s*[本個台つ]$/, '');
    if (word !== -1) return answer.wrongNumber(given);
    if (!/^[-+]?\d+(\.\d+)?$/.test(number)) return answer.noNumber(given);
    return truths.some((truth) => Number(truth) === Number(number))
      ? null
      : answer.wrongNumber(given);
  },

  /** The prefix length counts where the truth has one; a truth without takes an answer with any. */
  address(given, truths, { answer }) {
    const text = given.normalize('NFKC');
    const [own = '', length] = text.split('/');
    if (!isAddress(text)) return answer.noAddress(given);
    const sameAddress = truths.filter((truth) => equalAddress(truth.split('/')[0] ?? '', own));
    if (sameAddress.length === 0) return answer.wrongAddress(given);
    const right = sameAddress.some((truth) => {
      const wanted = truth.split('/')[1];
      return wanted === undefined || wanted === length;
    });
    if (right) return null;
    return length === undefined ? answer.lengthMissing(given) : answer.wrongLength(given);
  },

  set(given, truths, { answer }) {
    const items = itemsOf(given);
    const wanted = new Set(truths.flatMap(itemsOf).map((item) => item.toLowerCase()));
    const wrong = items.filter((item) => !wanted.has(item.toLowerCase()));
    if (wrong.length > 0) return answer.setWrong(given, wrong);
    const named = new Set(items.map((item) => item.toLowerCase()));
    const missing = [...wanted].filter((item) => !named.has(item)).length;
    return missing === 0 ? null : answer.setIncomplete(given, missing);
  },
};

/** As people write them out: zero to ten. */
const NUMBERS: readonly (readonly string[])[] = [
  ['zero', 'none', 'ゼロ', '零'],
  ['one', '一', '一つ'],
  ['two', '二', '二つ'],
  ['three', '三', '三つ'],
  ['four', '四', '四つ'],
  ['five', '五', '五つ'],
  ['six', '六', '六つ'],
  ['seven', '七', '七つ'],
  ['eight', '八', '八つ'],
  ['nine', '九', '九つ'],
  ['ten', '十'],
];

/** Without what people bring along: quotes, the stop of a sentence, the option that stands before a value (`-j ACCEPT`). */
function bare(text: string): string {
  const quoted = /^(?:"(.+)"|'(.+)'|`(.+)`|「(.+)」)$/.exec(text.replace(/[.。]$/, ''));
  const plain = quoted?.slice(1).find((part) => part !== undefined) ?? text.replace(/[.。]$/, '');
  return plain.replace(/^-{1,2}[\w-]+[ =]+(?=\S)/, '');
}

/** Spaces at the ends go, those within become one. */
function fold(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

function itemsOf(text: string): string[] {
  return text
    .split(/[\s,、，]+/)
    .map(bare)
    .filter((item) => item !== '' && !['and', '&', 'と'].includes(item.toLowerCase()));
}

function isAddress(text: string): boolean {
  return parsePrefix(text) !== null || /^[0-9a-f:.]*:[0-9a-f:.]*(\/\d{1,3})?$/i.test(text);
}

function equalAddress(truth: string, given: string): boolean {
  const one = parsePrefix(truth);
  const other = parsePrefix(given);
  return one && other ? one.address === other.address : truth.toLowerCase() === given.toLowerCase();
}
