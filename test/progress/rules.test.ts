// The rules of progress.
import { expect, test } from 'vitest';
import {
  attempt,
  currentPosition,
  firstUnfinished,
  hintShown,
  isFinished,
  lostByReset,
  moveTo,
  nextPosition,
  order,
  pass,
  type Progress,
  recordOf,
  resetStep,
  skip,
  solutionShown,
  start,
  type StepRef,
  summary,
} from '../../src/progress/index.ts';

const course = {
  name: 'docker-bridge',
  labs: [
    { slug: 'look', steps: [{ id: 'a' }, { id: 'b' }] },
    { slug: 'build', steps: [{ id: 'a' }, { id: 'c' }] },
    { slug: 'end', steps: [{ id: 'd' }] },
  ],
};
const at = (place: string): StepRef => {
  const [lab = '', step = ''] = place.split('/');
  return { lab, step };
};
const begun = start(course, 1000);
const passed = (...places: string[]): Progress =>
  places.reduce((progress, place, index) => pass(progress, at(place), 2000 + index), begun);

test('a course begins at its first step, with nothing done', () => {
  expect(begun).toEqual({
    version: 1,
    course: 'docker-bridge',
    startedAt: 1000,
    position: at('look/a'),
    steps: {},
  });
  expect(start(course, 1, 'ja').language).toBe('ja');
  expect(() => start({ name: 'empty', labs: [{ slug: 'x', steps: [] }] }, 1)).toThrow(RangeError);
});

test('a step passes once: its first time and its hints stay, the position too', () => {
  const hinted = hintShown(attempt(begun, at('look/a'), 1500), at('look/a'), 1600);
  const once = pass(hinted, at('look/a'), 2000, '172.17.0.0/16');
  expect(recordOf(once, at('look/a'))).toEqual({
    state: 'passed',
    at: 2000,
    hints: 1,
    attempts: 1,
    answered: '172.17.0.0/16',
  });
  expect(recordOf(pass(once, at('look/a'), 9000), at('look/a'))).toMatchObject({
    at: 2000,
    answered: '172.17.0.0/16',
  });
  expect(once.position).toEqual(at('look/a'));
  expect(begun.steps).toEqual({});
});

test('skipping is recorded, passing later counts, and a passed step cannot become skipped', () => {
  const skipped = skip(begun, at('look/a'), 2000);
  expect(recordOf(skipped, at('look/a'))).toMatchObject({ state: 'skipped', at: 2000 });
  expect(isFinished(skipped, at('look/a'))).toBe(true);
  expect(recordOf(pass(skipped, at('look/a'), 3000), at('look/a'))).toMatchObject({
    state: 'passed',
    at: 3000,
  });
  const done = passed('look/a');
  expect(skip(done, at('look/a'), 4000)).toBe(done);
});

test('hints count up to how many there are; a look at the solution is kept', () => {
  let progress = begun;
  for (let n = 0; n < 5; n += 1) progress = hintShown(progress, at('look/b'), 10 + n, 2);
  progress = solutionShown(progress, at('look/b'), 20);
  expect(recordOf(progress, at('look/b'))).toEqual({
    state: 'open',
    at: 20,
    hints: 2,
    attempts: 0,
    solution: true,
  });
});

test('a hint read after the pass does not change when it was passed', () => {
  expect(recordOf(hintShown(passed('look/a'), at('look/a'), 9999), at('look/a'))).toMatchObject({
    state: 'passed',
    at: 2000,
    hints: 1,
  });
});

test('steps of one id in two labs are two steps; names of Object are names', () => {
  const progress = passed('look/a');
  expect(isFinished(progress, at('build/a'))).toBe(false);
  expect(recordOf(begun, { lab: 'x', step: 'y' })).toEqual({
    state: 'open',
    at: 0,
    hints: 0,
    attempts: 0,
  });
  expect(isFinished(progress, { lab: 'constructor', step: 'name' })).toBe(false);
});

test('next goes by the order of the course, through all labs, to null', () => {
  const walk: string[] = [];
  for (let place: StepRef | null = begun.position; place !== null;) {
    walk.push(`${place.lab}/${place.step}`);
    place = nextPosition(moveTo(begun, place), course);
  }
  expect(walk).toEqual(['look/a', 'look/b', 'build/a', 'build/c', 'end/d']);
  expect(order(course)).toHaveLength(5);
});

test('a reset to a step forgets it and all after it, and nothing before', () => {
  const progress = moveTo(passed('look/a', 'look/b', 'build/a', 'build/c', 'end/d'), at('end/d'));
  const reset = resetStep(progress, course, at('build/a'));
  expect(Object.keys(reset.steps)).toEqual(['look/a', 'look/b']);
  expect(reset.position).toEqual(at('build/a'));
  expect(lostByReset(progress, course, at('build/c'))).toEqual([at('build/c'), at('end/d')]);
  expect(() => resetStep(progress, course, at('build/zzz'))).toThrow('build/zzz');
});

test('a reset keeps what an edited course no longer has', () => {
  const old = pass(passed('look/a'), { lab: 'gone', step: 'x' }, 5);
  expect(Object.keys(resetStep(old, course, at('look/a')).steps)).toEqual(['gone/x']);
});

test('a position that an edited course no longer has is mended', () => {
  expect(currentPosition(moveTo(begun, at('build/c')), course)).toEqual(at('build/c'));
  expect(currentPosition(moveTo(begun, at('build/gone')), course)).toEqual(at('build/a'));
  expect(currentPosition(moveTo(passed('look/a'), at('gone/x')), course)).toEqual(at('look/b'));
  const all = moveTo(passed('look/a', 'look/b', 'build/a', 'build/c', 'end/d'), at('gone/x'));
  expect(currentPosition(all, course)).toEqual(at('end/d'));
  expect(nextPosition(all, course)).toBeNull();
  expect(firstUnfinished(all, course)).toBeNull();
});

test('the summary counts by lab and over all', () => {
  let progress = passed('look/a', 'look/b');
  progress = skip(progress, at('end/d'), 5);
  progress = attempt(hintShown(progress, at('build/a'), 6), at('build/a'), 7);
  const result = summary(moveTo(progress, at('build/a')), course);
  expect(result.labs).toEqual([
    {
      lab: 'look',
      state: 'done',
      current: false,
      steps: 2,
      passed: 2,
      skipped: 0,
      hints: 0,
      attempts: 0,
    },
    {
      lab: 'build',
      state: 'begun',
      current: true,
      steps: 2,
      passed: 0,
      skipped: 0,
      hints: 1,
      attempts: 1,
    },
    {
      lab: 'end',
      state: 'done',
      current: false,
      steps: 1,
      passed: 0,
      skipped: 1,
      hints: 0,
      attempts: 0,
    },
  ]);
  expect(result).toMatchObject({ steps: 5, passed: 2, skipped: 1, hints: 1, attempts: 1 });
  expect(result.done).toBe(false);
  expect(summary(begun, course).labs.map((lab) => lab.state)).toEqual([
    'untouched',
    'untouched',
    'untouched',
  ]);
});
