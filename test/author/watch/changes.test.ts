// Which steps are other than they were, in which language, and for which of them the proof is another.
import { expect, it, test } from 'vitest';
import { proofKey } from '../../../src/author/prove/key.ts';
import { changesOf, introsChanged } from '../../../src/author/watch/changes.ts';
import type { Course, Step } from '../../../src/course/types.ts';
import { lab, smallCourse, step } from '../../learner/course.ts';

const course = smallCourse();
const changed = (id: string, change: Partial<Step>): Course => ({
  ...course,
  labs: course.labs.map((each) => ({
    ...each,
    steps: each.steps.map((one) => (one.id === id ? { ...one, ...change } : one)),
  })),
});
const named = (before: Course | null, after: Course): string[] =>
  changesOf(before, after).map((one) => `${one.lab.slug}/${one.step.id} ${one.read.join()}`);

it.each<[Partial<Step>, string]>([
  [{ body: { en: 'Other.', ja: '**c** を読みます。' } }, 'en'],
  [{ body: { en: 'Read **c**.', ja: '別。' } }, 'ja'],
  [{ hints: [{ en: 'One.', ja: '一。' }] }, 'en,ja'],
  [{ learned: { en: 'Other.' } }, 'en'],
  [{ commands: ['true'] }, ''],
  [{ mistakes: [{ run: 'true', when: 'after', finds: 'x' }] }, ''],
])('%j is read otherwise in: %s', (change, languages) => {
  expect(named(course, changed('c', change))).toEqual([`bridge/c ${languages}`]);
});

test('nothing that was left as it was; all where nothing was', () => {
  expect(named(course, smallCourse())).toEqual([]);
  expect(named(null, course)).toHaveLength(6);
});

test('a new step, and one in a new lab', () => {
  const labs = [...course.labs, lab(4, 'new', [], [step('g')])];
  expect(named(course, { ...course, labs })).toEqual(['new/g en,ja']);
});

test('an introduction is read otherwise in its language alone', () => {
  const [first, ...rest] = course.labs;
  const other = {
    ...course,
    labs: [{ ...first!, intro: { en: 'Intro of look.', ja: '別。' } }, ...rest],
  };
  expect(introsChanged(course, other, 'en')).toEqual([]);
  expect(introsChanged(course, other, 'ja').map(({ slug }) => slug)).toEqual(['look']);
  expect(introsChanged(null, other, 'ja')).toEqual([]);
});

/** Steps of the lab `bridge` (c, then d) whose proof is another than it was. */
const unproven = (after: Course, before: Course = course): string[] => {
  const [, was] = before.labs;
  const [, now] = after.labs;
  return now!.steps
    .filter((each, index) => proofKey(now!, each) !== proofKey(was!, was!.steps[index]!))
    .map(({ id }) => id);
};

it.each<[string, Partial<Step>, string[]]>([
  ['c', { body: { en: 'Other.' }, hints: [], learned: null }, []],
  ['c', { commands: ['true'] }, ['c', 'd']],
  ['c', { setup: 'true' }, ['c', 'd']],
  ['d', { commands: ['true'] }, ['d']],
  ['c', { expect: [] }, ['c']],
  ['c', { mistakes: [{ run: 'true', when: 'after', finds: 'x' }] }, ['c']],
  ['c', { otherWays: ['true'] }, ['c']],
  ['c', { ask: { run: 'true', kind: 'text' } }, ['c']],
])('of %s, %j makes another proof of %j', (id, change, steps) => {
  expect(unproven(changed(id, change))).toEqual(steps);
});

it.each<[string, { en: string; ja: string }, string[]]>([
  ['Japanese', { en: 'it answers', ja: '応答すること' }, []],
  ['English', { en: 'it replies', ja: '返事があること' }, ['d']],
])('another %s text of an expectation: %j', (_, what, steps) => {
  const expecting = (words: { en: string; ja: string }): Course =>
    changed('d', { expect: [{ command: 'true', what: words, found: words }] });
  const before = expecting({ en: 'it answers', ja: '返事があること' });
  expect(unproven(expecting(what), before)).toEqual(steps);
});
