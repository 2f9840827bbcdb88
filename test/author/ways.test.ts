// Rounds of a course in which steps are solved by their other ways.
import { expect, test } from 'vitest';
import { courseOfRound, labsOfRound, roundsOf } from '../../src/author/ways/course.ts';
import { lab, smallCourse, step } from '../learner/course.ts';

const plain = lab(1, 'plain', [], [step('look')]);
const make = step('make', { commands: ['usual'], otherWays: ['one', 'two'] });
const first = lab(2, 'first', [], [make, step('see', { commands: ['see'] })]);
const behind = lab(3, 'behind', ['first'], [step('use', { otherWays: ['three'] })]);
const course = { ...smallCourse(), labs: [plain, first, behind] };

test('as many rounds as a step on the way has other ways', () => {
  expect(roundsOf(course, course.labs)).toBe(2);
  expect(roundsOf(course, [behind])).toBe(2);
  expect(roundsOf(course, [plain])).toBe(0);
});

test('each round tries another way; who has fewer begins again, who has none is solved as ever', () => {
  const commands = (n: number) =>
    courseOfRound(course, n).labs.flatMap(({ steps }) => steps.map((one) => one.commands));
  expect(commands(0)).toEqual([[], ['one'], ['see'], ['three']]);
  expect(commands(1)).toEqual([[], ['two'], ['see'], ['three']]);
});

test('a lab where a round would change nothing is left out of it', () => {
  const slugs = (n: number) => labsOfRound(course, course.labs, n).map(({ slug }) => slug);
  expect(slugs(0)).toEqual(['first', 'behind']);
  expect(slugs(1)).toEqual(['first', 'behind']);
  expect(slugs(2)).toEqual([]);
});
