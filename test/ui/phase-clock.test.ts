// How far work is and how long it will take.
import { expect, test } from 'vitest';
import { PhaseClock } from '../../src/ui/phase-clock.ts';

const PLAN = [
  ['one', 10_000],
  ['two', 20_000],
  ['three', 30_000],
] as const;

test('without a plan, the fraction tells what is left of the phase', () => {
  const clock = new PhaseClock();
  expect(clock.left(0)).toBeNull();
  clock.begin('x', 0);
  expect(clock.left(1000)).toBeNull();
  expect(clock.percent()).toBeNull();
  clock.fraction(0.25);
  expect(clock.percent()).toBe(25);
  expect(clock.left(5000)).toBe(15_000);
  expect(clock.elapsed(5000)).toBe(5000);
});

test('a fraction just begun tells nothing yet; one out of bounds is put within', () => {
  const clock = new PhaseClock();
  clock.begin('x', 0);
  clock.fraction(0.01);
  expect(clock.left(5000)).toBeNull();
  clock.fraction(7);
  expect(clock.percent()).toBe(100);
  clock.fraction(NaN);
  expect(clock.percent()).toBe(100);
  clock.fraction(-1);
  expect(clock.percent()).toBe(0);
});

test('while a fraction stands still, its time runs down, and past that nothing is promised', () => {
  const clock = new PhaseClock();
  clock.begin('x', 0);
  clock.fraction(0.5);
  expect(clock.left(10_000)).toBe(10_000);
  expect(clock.left(15_000)).toBe(5_000);
  expect(clock.left(20_001)).toBeNull();
  clock.fraction(0.75);
  expect(clock.left(30_000)).toBe(10_000);
});

test('a plan counts the phases that come', () => {
  const clock = new PhaseClock(PLAN);
  clock.begin('one', 0);
  expect(clock.left(4000)).toBe(56_000);
});

test('the pace of what is done stretches what comes', () => {
  const clock = new PhaseClock(PLAN);
  clock.begin('one', 0);
  clock.begin('two', 20_000);
  expect(clock.left(20_000)).toBe(100_000);
  clock.fraction(0.5);
  expect(clock.left(40_000)).toBe(80_000);
});

test('past the expected end nothing is promised', () => {
  const clock = new PhaseClock(PLAN);
  clock.begin('three', 0);
  expect(clock.left(31_000)).toBeNull();
});

test('a phase that is not in the plan tells only of itself', () => {
  const clock = new PhaseClock(PLAN);
  clock.begin('other', 0);
  expect(clock.left(1000)).toBeNull();
  clock.fraction(0.5);
  expect(clock.left(1000)).toBe(1000);
});
