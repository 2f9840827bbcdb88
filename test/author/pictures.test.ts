// `labs author pictures`: a machine is walked through the lab, and what it is like is drawn into the lab's text.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { steadyNames } from '../../src/author/pictures/steady.ts';
import { pictureIn } from '../../src/course/pictures.ts';
import { house } from '../cli/harness.ts';
import { Sandbox } from '../learner/sandbox.ts';
import { recorded } from '../observe/recorded.ts';
import { writeCourse } from './watch/course.ts';

const PLACES = ['before', 'after']
  .map((moment) => `<!-- picture: ${moment} -->\n\`\`\`text\n\`\`\`\n`)
  .join('\n');

async function drawing() {
  const machine = await Sandbox.ofOneUser();
  const at = house({ course: 'real', machine });
  writeCourse(join(at.home, 'words'), machine.log);
  const file = join(at.home, 'words', '01-words', 'lab.md');
  return { machine, at, file };
}

test('the machine is drawn as the lab finds and leaves it; a second time nothing is new', async () => {
  const { machine, at, file } = await drawing();
  writeFileSync(file, readFileSync(file, 'utf8').replace('Intro.', `Intro.\n\n${PLACES}`));
  const first = await at.labs('author pictures --course words');
  expect(first).toMatchObject({ code: 0 });
  expect(first.out).toContain('1 file has new pictures.');
  // Whatever this computer's network is like: it has a loopback, and is drawn as the machine.
  const text = readFileSync(file, 'utf8');
  expect(pictureIn(text, 'before')?.[0]).toMatch(/^┌ the machine \(host\) ─/);
  expect(pictureIn(text, 'after')?.length).toBeGreaterThan(2);
  expect(text).toContain('## Title of make');
  expect(machine.calls).toContain('save prove/after-words');
  expect(await machine.status()).toBe('absent');

  const again = await at.labs('author pictures --check --course words');
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).toContain('Every picture is as the machine is.');

  const stale = text.replace('the machine (host)', 'the mashine (host)');
  writeFileSync(file, stale);
  const check = await at.labs('author pictures words --check --course words');
  expect(check.code).toBe(1);
  expect(check.out).toContain(file);
  expect(check.out.replace(/\s+/g, ' ')).toContain('labs author pictures words --course words ');
  expect(readFileSync(file, 'utf8')).toBe(stale);
});

test('where no lab has a place for one, no machine is made', async () => {
  const { machine, at } = await drawing();
  const { code, out } = await at.labs('author pictures --course words');
  expect(code).toBe(0);
  expect(out).toContain('No lab has a place for a picture');
  expect(machine.calls).toEqual([]);
});

test('names that Docker draws by chance are the same in every picture', () => {
  const state = recorded('published').state;
  const names = steadyNames(state).namespaces.flatMap(({ links }) => links.map(({ name }) => name));
  expect(names).toContain('veth0000001');
  expect(names.filter((name) => /^veth[0-9a-f]{7}$/.test(name))).toEqual([
    'veth0000001',
    'veth0000002',
  ]);
});
