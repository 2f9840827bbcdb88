// proven.json: what was proven is not proven again, until something that its proof rests on is another.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Ledger, ledgerName } from '../../src/author/prove/ledger.ts';
import type { StepResult } from '../../src/author/prove/results.ts';
import type { Course, Lab, Step } from '../../src/course/types.ts';
import { house, temporaryFolder } from '../cli/harness.ts';
import { lab, smallCourse, step } from '../learner/course.ts';
import { dockerdIn } from '../learner/dockerd.ts';
import { Sandbox } from '../learner/sandbox.ts';

const result = (id: string, more: Partial<StepResult> = {}): StepResult => ({
  step: id,
  verdicts: { before: 'not-yet', after: 'pass', again: 'pass' },
  mistakes: [{ run: 'false', finds: 'x', caught: true, reason: 'x' }],
  otherWays: [],
  variants: { tried: 2, right: 2 },
  untested: ['other'],
  expectations: 3,
  failures: [],
  seconds: 1.5,
  ...more,
});

const course = (steps: Step[], later: Step[] = []): Course => ({
  ...smallCourse('/nowhere'),
  labs: [lab(1, 'bridge', [], steps), lab(2, 'cable', ['bridge'], later)],
});
const at = (of: Course, slug: string, id: string): [Lab, Step] => {
  const found = of.labs.find((one) => one.slug === slug);
  const one = found?.steps.find((each) => each.id === id);
  if (!found || !one) throw new Error(`${slug}/${id}`);
  return [found, one];
};
const opened = async (folder: string, of: Course): Promise<Ledger> =>
  (await Ledger.open(folder, of, { wanted: true, seed: null }))!;
const LEDGER = ledgerName(null);

test('holds what was recorded, and no other step', async () => {
  const folder = temporaryFolder();
  const of = course([step('c'), step('d')]);
  const ledger = await opened(folder, of);
  await ledger.record(at(of, 'bridge', 'c')[0], result('c'));
  const again = await opened(folder, of);
  expect(again.holds(...at(of, 'bridge', 'c'))).toBe(true);
  expect(again.holds(...at(of, 'bridge', 'd'))).toBe(false);
  const [bridge, c] = at(of, 'bridge', 'c');
  expect(again.totals([{ lab: bridge, step: c }])).toEqual({
    ...{ steps: 1, caught: 1, tried: 1, variantsRight: 2, variantsTried: 2 },
    ...{ covered: 2, expectations: 3, ok: true },
  });
});

test('a step that fails holds no longer', async () => {
  const of = course([step('c')]);
  const ledger = await opened(temporaryFolder(), of);
  const [bridge, c] = at(of, 'bridge', 'c');
  await ledger.record(bridge, result('c'));
  await ledger.record(
    bridge,
    result('c', { failures: [{ at: 'after', subject: '', expected: 'pass', said: 'not-yet' }] }),
  );
  expect(ledger.holds(bridge, c)).toBe(false);
});

const before = (): Course => course([step('c', { commands: ['one'] })], [step('e')]);
test.each<[string, Course, boolean]>([
  [
    'its text',
    course([step('c', { commands: ['one'] })], [step('e', { title: { en: 'Other' } })]),
    true,
  ],
  [
    'what another lab expects',
    course([step('c', { commands: ['one'], expect: [{ link: 'x' }] })], [step('e')]),
    true,
  ],
  ['what a step before it does', course([step('c', { commands: ['two'] })], [step('e')]), false],
  [
    'what it expects',
    course([step('c', { commands: ['one'] })], [step('e', { expect: [{ link: 'x' }] })]),
    false,
  ],
  [
    'its mistakes',
    course(
      [step('c', { commands: ['one'] })],
      [step('e', { mistakes: [{ run: 'x', when: 'after', finds: 'y' }] })],
    ),
    false,
  ],
])('with another version of %s, it still holds: %#', async (_, after, holds) => {
  const folder = temporaryFolder();
  const ledger = await opened(folder, before());
  await ledger.record(at(before(), 'cable', 'e')[0], result('e'));
  expect((await opened(folder, after)).holds(...at(after, 'cable', 'e'))).toBe(holds);
});

test('the file is in the order of the course, a line a step, and forgets steps that are no more', async () => {
  const folder = temporaryFolder();
  const of = course([step('c'), step('d')]);
  const ledger = await opened(folder, of);
  await ledger.record(at(of, 'bridge', 'd')[0], result('d'));
  await ledger.record(at(of, 'bridge', 'c')[0], result('c'));
  const lines = readFileSync(join(folder, LEDGER), 'utf8').split('\n');
  expect(lines.map((line) => /"(\w+\/\w+)"/.exec(line)?.[1] ?? '')).toEqual([
    ...['', '', 'bridge/c', 'bridge/d', '', '', ''],
  ]);
  const fewer = course([step('d')]);
  await (await opened(folder, fewer)).record(fewer.labs[0]!, result('d'));
  expect(readFileSync(join(folder, LEDGER), 'utf8')).not.toContain('bridge/c');
  // As any file that an editor writes beside it.
  writeFileSync(join(folder, 'other'), '');
  const [mode, usual] = [LEDGER, 'other'].map((name) => statSync(join(folder, name)).mode);
  expect(mode).toBe(usual);
});

test('with the names of a seed: a file of its own, and what is the same with each name holds by the common one', async () => {
  const folder = temporaryFolder();
  const named = (bridge: string): Course =>
    course([step('c', { commands: ['one'] }), step('d', { commands: [`ip link add ${bridge}`] })]);
  const [plain, other] = [named('br0'), named('sw0')];
  const common = await opened(folder, plain);
  for (const id of ['c', 'd']) await common.record(plain.labs[0]!, result(id));
  const before = readFileSync(join(folder, LEDGER), 'utf8');

  const ofSeed = async (): Promise<Ledger> =>
    (await Ledger.open(folder, other, { wanted: true, seed: 'k3f9x2' }))!;
  const first = await ofSeed();
  expect(first.holds(...at(other, 'bridge', 'c'))).toBe(true);
  expect(first.holds(...at(other, 'bridge', 'd'))).toBe(false);
  await first.record(other.labs[0]!, result('d'));

  const again = await ofSeed();
  const names = ['c', 'd'].map((id) => ({ lab: other.labs[0]!, step: at(other, 'bridge', id)[1] }));
  expect(names.map(({ lab: of, step: one }) => again.holds(of, one))).toEqual([true, true]);
  expect(again.totals(names)).toMatchObject({ steps: 2, tried: 2 });
  const own = readFileSync(join(folder, 'proven.k3f9x2.json'), 'utf8');
  expect([own.includes('bridge/c'), own.includes('bridge/d')]).toEqual([false, true]);
  expect(readFileSync(join(folder, LEDGER), 'utf8')).toBe(before);
});

test('none is begun unasked; one that cannot be read says nothing', async () => {
  const folder = temporaryFolder();
  const of = course([step('c')]);
  expect(await Ledger.open(folder, of, { wanted: false, seed: null })).toBe(null);
  writeFileSync(join(folder, LEDGER), '{"steps": {"bridge/c": 7}}');
  expect((await opened(folder, of)).holds(...at(of, 'bridge', 'c'))).toBe(false);
});

test(
  '--changed proves the rest, goes past what is held, and tells both',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const dockerd = dockerdIn(temporaryFolder());
    onTestFinished(dockerd.stop);
    const machine = await Sandbox.ofOneUser(dockerd.edit);
    const types = (word: string): string => `echo ${word} >> ${machine.log}`;
    const asks = (id: string): Step =>
      step(id, {
        ...{ expect: [], ask: { run: 'echo 42', kind: 'number' }, commands: [types(id)] },
        mistakes: [{ answer: '41', when: 'after', finds: '41 is not the number' }],
      });
    const small = {
      ...smallCourse(machine.log),
      labs: [lab(1, 'look', [], [asks('a'), asks('b')])],
    };
    const home = house({ machine, course: small, folder });
    const json = async (words: string): Promise<unknown> =>
      JSON.parse((await home.labs(words)).out);
    expect(await json('author prove look --step a --changed --json')).toMatchObject({
      ok: true,
      steps: 1,
      unchanged: [],
    });
    expect(await json('author prove --changed --json')).toMatchObject({
      ...{ ok: true, steps: 2, caught: 2, tried: 2, unchanged: ['look/a'] },
      labs: [{ steps: [{ step: 'b' }] }],
    });
    machine.calls.length = 0;
    const told = await home.labs('author prove --changed');
    expect(told.code).toBe(0);
    expect(told.out).toContain('As proven before, by proven.json: 2 steps.');
    // No machine is made for it.
    expect(machine.calls).toEqual([]);
  },
);

test('with --changed, --vary wants its seed: a new one would find nothing proven, each time', async () => {
  const home = house({ machine: await Sandbox.ofOneUser(), course: smallCourse('/nowhere') });
  const { code, err } = await home.labs('author prove --changed --vary');
  expect(code).toBe(2);
  expect(err).toContain('--vary needs its seed');
});

test('a seed that could not be part of a file name is refused', async () => {
  const home = house({ machine: await Sandbox.ofOneUser(), course: smallCourse('/nowhere') });
  const { code, err } = await home.labs('author prove --vary ../x');
  expect(code).toBe(2);
  expect(err).toContain('This is no seed: ../x.');
});

test('expectations that no mistake tests are told in the last sentence, and are no failure', async () => {
  const folder = temporaryFolder();
  const of = course([step('c')]);
  const one = { ...of, labs: of.labs.slice(0, 1) };
  await (await opened(folder, one)).record(one.labs[0]!, result('c'));
  const home = house({ course: one, folder });
  const { code, out } = await home.labs('author prove --changed');
  expect(code).toBe(0);
  expect(out).toContain('2 of 3.');
  expect(out).toMatch(/✔ Proven, but for 1 expectation that no mistake tests\.\n$/);
  expect(out).not.toContain('every check');
});
