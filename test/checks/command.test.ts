// What a command shows, in the course's own words: pass, not yet with the reason, and a script that hangs.
import { expect, test } from 'vitest';
import { judge, probesOf } from '../../src/checks/index.ts';
import type { CommandExpectation, Finding } from '../../src/checks/types.ts';
import type { Language } from '../../src/course/types.ts';
import { stage } from './judged.ts';

const command = 'nslookup b';
const plain: CommandExpectation = {
  command,
  what: { en: 'a finds b', ja: 'a が b を見つける' },
  found: { en: 'a finds only {output}', ja: 'a が見つけたのは {output} だけ' },
};

function judged(
  one: CommandExpectation,
  { status = 0, output = '' },
  language: Language = 'en',
): Finding {
  const probe = { kind: 'run', command: one.command } as const;
  const probes = [{ probe, status, output, errors: '' }];
  const { findings } = judge(
    { expect: [one], ask: null },
    { state: stage('clean').state, probes },
    { language },
  );
  return findings[0]!;
}

test('the command is tried in the same round trip, once', () => {
  expect(probesOf({ expect: [plain, { ...plain, prints: 'x' }], ask: null })).toEqual([
    { kind: 'run', command },
  ]);
});

test.each([
  ['it must succeed', {}, { status: 0 }, { status: 1 }],
  ['it must fail', { fails: true }, { status: 1 }, { status: 0 }],
  ['it must print', { prints: 'one b' }, { output: 'one b here' }, { output: 'one c' }],
  ['it must not print', { lacks: '172.17' }, { output: '10.1' }, { output: 'at 172.17.0.2' }],
  ['all of it', { prints: 'b', lacks: 'c' }, { output: 'b' }, { status: 1, output: 'b' }],
] as const)('%s', (_, wish, right, wrong) => {
  expect(judged({ ...plain, ...wish }, right)).toMatchObject({
    verdict: 'pass',
    what: 'a finds b',
  });
  expect(judged({ ...plain, ...wish }, wrong).verdict).toBe('not-yet');
});

test('the reason is in the words of the course, with the first line of the output, inert', () => {
  const output = '\n  one\u001b[2J $& line\nand another';
  expect(judged({ ...plain, prints: 'x' }, { output })).toMatchObject({
    found: 'a finds only one\ufffd[2J $& line',
    look: 'sudo nslookup b',
  });
  expect(judged({ ...plain, prints: 'x' }, { output: 'one' }, 'ja')).toMatchObject({
    what: 'a が b を見つける',
    found: 'a が見つけたのは one だけ',
  });
});

test('where to look: as the course says, or a command that is short enough', () => {
  expect(judged({ ...plain, look: 'docker ps' }, { status: 1 }).look).toBe('docker ps');
  expect(judged({ ...plain, command: 'true\nfalse' }, { status: 1 }).look).toBe('');
});

test('what did not come to its end is not yet done, also where it was to fail', () => {
  const found = 'it did not come to an end within 30 seconds';
  expect(judged(plain, { status: 124 })).toMatchObject({ verdict: 'not-yet', found });
  expect(judged({ ...plain, fails: true }, { status: 124 })).toMatchObject({ found });
});

test('what asks Docker is not judged while Docker is down: that is the fault of the machine', () => {
  const one = { ...plain, command: 'docker exec a nslookup b' };
  const verdict = judge(
    { expect: [one], ask: null },
    { state: stage('docker-stopped').state, probes: [] },
    { language: 'en' },
  );
  expect(verdict.verdict).toBe('broken');
  expect(verdict.findings.map(({ what }) => what)).not.toContain('a finds b');
});
