// Labs and steps by what a person types, and the way from step to step.
import { expect, test } from 'vitest';
import { findLab, findPosition, findStep, positions } from '../../src/course/find.ts';
import { parseCourse } from '../../src/course/parse.ts';
import { mini } from './mini.ts';

const second = mini()
  .slice(1)
  .map(({ path, text }) => ({ path: path.replace('01-bridge', '12-cable'), text }));
const { course } = parseCourse([...mini(), ...second]);

test.each(['12', '012', 'cable', '12-cable', ' Cable '])('the lab %j', (name) => {
  expect(findLab(course, name).folder).toBe('12-cable');
});

test.each([
  ['cabel', 'cable'],
  ['12-cabl', '12-cable'],
  ['3', ''],
  ['elsewhere', ''],
])('no lab %s: suggests %j', (name, suggestion) => {
  expect(() => findLab(course, name)).toThrow(
    expect.objectContaining({
      kind: 'usage',
      code: 'unknown-lab',
      message: `no lab '${name}'`,
      params: { name, suggestion, known: '01-bridge, 12-cable' },
    }),
  );
});

test('a step by its id, with the nearest on a miss', () => {
  const lab = findLab(course, 'cable');
  expect(findStep(lab, 'subnet').id).toBe('subnet');
  expect(() => findStep(lab, 'create-br1')).toThrow(
    expect.objectContaining({
      code: 'unknown-step',
      message: "no step 'create-br1' in 12-cable",
      hint: "did you mean 'create-br0'?",
    }),
  );
});

test('a step by its number in the lab', () => {
  const lab = findLab(course, 'cable');
  expect(findStep(lab, '2').id).toBe('subnet');
  expect(() => findStep(lab, '3')).toThrow("no step '3' in 12-cable");
  expect(() => findStep(lab, '0')).toThrow("no step '0' in 12-cable");
});

test('the name of a step alone is no lab, and where there is such a step it is suggested', () => {
  expect(() => findPosition(course, 'subnet')).toThrow(
    expect.objectContaining({ code: 'unknown-lab', hint: "did you mean '1/subnet'?" }),
  );
});

test('LAB/STEP, and LAB alone for its first step', () => {
  expect(findPosition(course, '12/subnet').step.id).toBe('subnet');
  expect(findPosition(course, 'cable').step.id).toBe('create-br0');
  expect(() => findPosition(course, '12/subnets')).toThrow("no step 'subnets' in 12-cable");
});

test('all steps, in order', () => {
  expect(positions(course).map(({ lab, step }) => `${lab.slug}/${step.id}`)).toEqual([
    'bridge/create-br0',
    'bridge/subnet',
    'cable/create-br0',
    'cable/subnet',
  ]);
});
