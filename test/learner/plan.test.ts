// The way to a step: which checkpoint, which replays; and which checkpoints stay.
import { describe, expect, it } from 'vitest';
import type { Course, Lab } from '../../src/course/types.ts';
import { checkpointsToDrop, planBringTo, stepsBefore } from '../../src/learner/plan.ts';

const lab = (number: number, slug: string, steps: string[], needs: string[] = []): Lab => ({
  number,
  slug,
  folder: `0${number}-${slug}`,
  title: { en: slug },
  minutes: 5,
  needs,
  intro: { en: '' },
  steps: steps.map((id) => ({
    id,
    title: { en: id },
    body: { en: '' },
    hints: [],
    solution: null,
    commands: [`echo ${id}`],
    learned: null,
    question: null,
    expect: [],
    ask: null,
    mistakes: [],
    otherWays: [],
    setup: null,
    harmless: [],
  })),
});

const course: Course = {
  name: 'small',
  title: { en: 'Small' },
  drawn: {},
  labs: [
    lab(1, 'look', ['a', 'b']),
    lab(2, 'bridge', ['c', 'd']),
    lab(3, 'cable', ['e', 'f'], ['bridge']),
    lab(4, 'space', ['g', 'h'], ['cable']),
  ],
};
const at = (name: string) => {
  const [lab = '', step = ''] = name.split('/');
  return { lab, step };
};
const names = (steps: readonly { lab: string; step: string }[]) =>
  steps.map(({ lab, step }) => `${lab}/${step}`);
const plan = (available: string[], target: string) => {
  const { restore, replay } = planBringTo(available, course, at(target));
  return { restore, replay: names(replay) };
};

describe('what a step rests upon', () => {
  it('is the earlier steps of its lab, and whole labs that are needed, through others too', () => {
    expect(names(stepsBefore(course, at('space/h')))).toEqual([
      'bridge/c',
      'bridge/d',
      'cable/e',
      'cable/f',
      'space/g',
    ]);
  });

  it('is nothing for the first step of a lab that needs none', () => {
    expect(stepsBefore(course, at('bridge/c'))).toEqual([]);
  });

  it('ends for labs that need each other', () => {
    const round: Course = {
      ...course,
      labs: [lab(1, 'x', ['a'], ['y']), lab(2, 'y', ['b'], ['x'])],
    };
    expect(names(stepsBefore(round, at('y/b')))).toEqual(['x/a']);
  });

  it('refuses a step that the course does not have', () => {
    expect(() => stepsBefore(course, at('bridge/zzz'))).toThrow('no step bridge/zzz');
  });
});

describe('the way to a step', () => {
  it('is its own checkpoint where there is one', () => {
    expect(plan(['base', 'cable/e', 'cable/f'], 'cable/f')).toEqual({
      restore: 'cable/f',
      replay: [],
    });
  });

  it('goes from the nearest checkpoint before it, replaying what lies between', () => {
    expect(plan(['base', 'bridge/c', 'cable/e'], 'space/h')).toEqual({
      restore: 'cable/e',
      replay: ['cable/e', 'cable/f', 'space/g'],
    });
  });

  it('leaves checkpoints aside that come later, or of labs the target does not need', () => {
    expect(plan(['base', 'look/b', 'space/h'], 'cable/e')).toEqual({
      restore: 'base',
      replay: ['bridge/c', 'bridge/d'],
    });
  });

  it('restores the base with nothing to replay for the first step of the course', () => {
    expect(plan(['base'], 'look/a')).toEqual({ restore: 'base', replay: [] });
  });

  it('begins with a new machine where there are no checkpoints', () => {
    expect(plan([], 'look/b')).toEqual({ restore: null, replay: ['look/a'] });
  });
});

describe('checkpoints to drop', () => {
  const saved = (list: string[], size = 100) =>
    list.map((name, index) => ({ name, savedAt: index, size }));
  const all = ['base', 'look/a', 'look/b', 'bridge/c', 'bridge/d', 'cable/e', 'cable/f', 'space/g'];

  it('drops steps inside other labs, and keeps beginnings of labs', () => {
    expect(checkpointsToDrop(saved(all), course, at('cable/f'), 10_000)).toEqual([
      'look/b',
      'bridge/d',
    ]);
  });

  it('drops what the course no longer has, but never what is not of a step', () => {
    expect(
      checkpointsToDrop(saved(['base', 'suspended', 'gone/x']), course, at('look/a'), 10_000),
    ).toEqual(['gone/x']);
  });

  it('over the limit, drops beginnings of the farthest labs first', () => {
    expect(checkpointsToDrop(saved(all), course, at('space/g'), 300)).toEqual([
      'look/b',
      'bridge/d',
      'cable/f',
      'look/a',
    ]);
  });

  it('keeps what the learner stands on, whatever the limit', () => {
    expect(checkpointsToDrop(saved(all), course, at('cable/f'), 0)).toEqual([
      'look/b',
      'bridge/d',
      'look/a',
      'bridge/c',
    ]);
  });

  it('over the limit, drops earlier steps of the lab before beginnings of labs', () => {
    const long: Course = {
      ...course,
      labs: [lab(1, 'x', ['a']), lab(2, 'y', ['b', 'c', 'd', 'e'])],
    };
    const list = saved(['base', 'x/a', 'y/b', 'y/c', 'y/d', 'y/e']);
    expect(checkpointsToDrop(list, long, at('y/e'), 400)).toEqual(['y/c']);
  });
});
