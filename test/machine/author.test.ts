// What `author new` writes is proven as it stands, and the pictures of the labs are drawn, on a real machine.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectCode, rig } from './rig.ts';

const { home, run, json, labs, qemus } = await rig();

it('a new lab is proven: solution, mistakes, other ways, question', async () => {
  const course = join(home, 'course');
  expectCode(await run(['author', 'new', 'A bridge of your own', course]), 0);
  const report = await json(`author prove --course ${course}`);
  expect(report).toMatchObject({ ok: true, steps: 2, caught: 4, tried: 4 });
  expect(report['covered']).toBe(report['expectations']);
  // The machine of the proof is gone.
  expect(await qemus()).toEqual([]);
});

it('the pictures of the lab that connects all are as the machine is, before and after', async () => {
  const ran = await labs('author pictures namespace --check --yes --lang en');
  expectCode(ran, 0);
  expect(ran.out).toContain('Every picture is as the machine is.');
});
