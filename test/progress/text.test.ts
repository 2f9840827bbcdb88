// The text of a progress file: what is written is read, what is not ours is told apart, nothing throws.
import { expect, test } from 'vitest';
import {
  hintShown,
  parseProgress,
  pass,
  printProgress,
  type Progress,
  skip,
  solutionShown,
  start,
} from '../../src/progress/index.ts';

const course = { name: 'c', labs: [{ slug: 'l', steps: [{ id: 's' }, { id: 't' }] }] };
const s = { lab: 'l', step: 's' };
const t = { lab: 'l', step: 't' };
const full = skip(
  pass(solutionShown(hintShown(start(course, 1, 'ja'), s, 2), s, 3), s, 4, 'ブリッジ'),
  t,
  5,
);

test('what is printed is parsed to the same', () => {
  expect(parseProgress(printProgress(full))).toEqual({ kind: 'ok', progress: full });
  expect(printProgress(full).endsWith('}\n')).toBe(true);
});

test('cut at any place, it is broken, never something else', () => {
  const text = printProgress(full).trimEnd();
  for (let length = 0; length < text.length; length += 1) {
    expect(parseProgress(text.slice(0, length)).kind, text.slice(0, length)).toBe('broken');
  }
});

test('a newer version is told, whatever else it holds', () => {
  expect(parseProgress('{"version": 2}')).toEqual({ kind: 'newer', version: 2 });
  expect(parseProgress('{"version": 17, "steps": 3}')).toEqual({ kind: 'newer', version: 17 });
});

test.each([
  ['[]', 'not an object'],
  ['null', 'not an object'],
  ['{}', 'no version number'],
  ['{"version":"1"}', 'no version number'],
  ['{"version":0}', 'no version number'],
  ['{"version":1.5}', 'no version number'],
  ['{"version":1}', 'no course'],
  ['', 'the file is empty'],
])('%s is broken: %s', (text, why) => {
  expect(parseProgress(text)).toEqual({ kind: 'broken', why });
});

test.each([
  { position: 'l/s' },
  { position: { lab: 'l' } },
  { startedAt: '2025' },
  { startedAt: -1 },
  { steps: [] },
  { steps: { 'l/s': null } },
  { steps: { 'l/s': { state: 'done', at: 1, hints: 0, attempts: 0 } } },
  { steps: { 'l/s': { state: 'passed', at: 1, hints: -1, attempts: 0 } } },
  { steps: { 'l/s': { state: 'passed', at: 1, hints: 0.5, attempts: 0 } } },
  { steps: { 'l/s': { state: 'passed', hints: 0, attempts: 0 } } },
])('a wrong part is broken: %j', (part) => {
  expect(parseProgress(JSON.stringify({ ...full, ...part })).kind).toBe('broken');
});

test('unknown keys are dropped, an unknown language too', () => {
  const text = JSON.stringify({ ...full, language: 'tlh', more: 1 });
  const english = withoutLanguage(full);
  expect(parseProgress(text)).toEqual({ kind: 'ok', progress: english });
});

test('a step called __proto__ changes no prototype', () => {
  const text = printProgress(full).replace('"l/t"', '"__proto__"');
  const parsed = parseProgress(text);
  if (parsed.kind !== 'ok') throw new Error(parsed.kind);
  expect(Object.getPrototypeOf(parsed.progress.steps)).toBe(Object.prototype);
});

function withoutLanguage(progress: Progress): Progress {
  const { version, course, startedAt, position, steps } = progress;
  return { version, course, startedAt, position, steps };
}
