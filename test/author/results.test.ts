// What counts as caught, as untested and as proven.
import { expect, test } from 'vitest';
import {
  judgeMistake,
  mistakeFailures,
  said,
  totalsOf,
  untestedOf,
  untried,
  wanted,
  type StepResult,
} from '../../src/author/prove/results.ts';
import type { Finding, Verdict, VerdictValue } from '../../src/checks/types.ts';

const finding = (what: string, verdict: VerdictValue, found = what): Finding => ({
  what,
  verdict,
  expected: what,
  found,
  look: '',
});
const verdict = (value: VerdictValue, ...findings: Finding[]): Verdict => ({
  verdict: value,
  findings,
});

const down = finding('br0 is up', 'not-yet', 'br0 is down');
const addressed = finding('br0 has an address', 'pass');
const mistake = { run: 'ip link set br0 down', when: 'after', finds: 'br0 is down' } as const;

test('a mistake is caught by not-yet with its reason', () => {
  expect(judgeMistake(mistake, verdict('not-yet', addressed, down))).toEqual({
    run: 'ip link set br0 down',
    finds: 'br0 is down',
    caught: true,
    reason: 'br0 is down',
  });
});

test.each([
  ['it passes', verdict('pass', addressed), 'pass'],
  [
    'another reason',
    verdict('not-yet', finding('br0 exists', 'not-yet', 'there is no link br0')),
    'not-yet: there is no link br0',
  ],
  [
    'a broken machine',
    verdict('broken', finding('Docker', 'broken', 'Docker is stopped'), down),
    'broken: Docker is stopped; br0 is down',
  ],
  [
    'the words are in a finding that passed',
    verdict('not-yet', finding('x', 'pass', 'br0 is down'), finding('y', 'not-yet', 'no y')),
    'not-yet: no y',
  ],
  [
    'the words are in what was expected, not in what was found',
    verdict('not-yet', finding('br0 is down', 'not-yet', 'br0 is up')),
    'not-yet: br0 is up',
  ],
])('not caught: %s', (_, given, reason) => {
  const result = judgeMistake(mistake, given);
  expect(result).toMatchObject({ caught: false, reason });
  expect(mistakeFailures([result])).toEqual([
    {
      at: 'mistake',
      subject: 'ip link set br0 down',
      expected: 'not-yet: … br0 is down …',
      said: reason,
    },
  ]);
});

test('a caught mistake is no failure; a wrong answer is named by itself', () => {
  expect(mistakeFailures([judgeMistake(mistake, verdict('not-yet', down))])).toEqual([]);
  const wrong = { answer: '24', when: 'after', finds: 'not the number' } as const;
  expect(mistakeFailures([judgeMistake(wrong, verdict('pass', addressed))])).toMatchObject([
    { subject: '24', said: 'pass' },
  ]);
});

test('a mistake whose command failed is tried, and not caught', () => {
  expect(untried(mistake, 'status 1')).toMatchObject({ caught: false, reason: 'status 1' });
});

test('a verdict that is not the wanted one is told with its reasons', () => {
  expect(wanted('after', 'pass', verdict('pass', addressed))).toEqual([]);
  expect(wanted('after', 'pass', verdict('not-yet', addressed, down))).toEqual([
    { at: 'after', subject: '', expected: 'pass', said: 'not-yet: br0 is down' },
  ]);
  expect(said(verdict('pass', addressed))).toBe('pass');
});

test('an expectation that failed after no mistake is untested', () => {
  const solved = verdict('pass', finding('br0 is up', 'pass'), addressed);
  expect(untestedOf(solved, [verdict('not-yet', down, addressed)])).toEqual(['br0 has an address']);
  expect(untestedOf(solved, [])).toEqual(['br0 is up', 'br0 has an address']);
});

test('proven is only what was proven to its end without a failure', () => {
  const caught = judgeMistake(mistake, verdict('not-yet', down));
  const missed = judgeMistake(mistake, verdict('pass', addressed));
  const step = (...mistakes: (typeof caught)[]): StepResult => ({
    step: 'up',
    verdicts: { before: 'not-yet', after: 'pass', again: 'pass' },
    mistakes,
    otherWays: [],
    variants: { tried: 0, right: 0 },
    untested: ['something'],
    expectations: 3,
    failures: mistakeFailures(mistakes),
    seconds: 1,
  });
  const good = { lab: 'bridge', steps: [step(caught), step(caught, caught)], stopped: null };
  expect(totalsOf([good])).toEqual({
    ...{ steps: 2, caught: 3, tried: 3, covered: 4, expectations: 6 },
    ...{ variantsRight: 0, variantsTried: 0 },
    ok: true,
  });
  expect(totalsOf([good, { ...good, steps: [step(missed)] }])).toEqual({
    ...{ steps: 3, caught: 3, tried: 4, covered: 6, expectations: 9 },
    ...{ variantsRight: 0, variantsTried: 0 },
    ok: false,
  });
  expect(totalsOf([{ ...good, stopped: 'the solution failed' }]).ok).toBe(false);
});
