// Which course a command of an author takes, and how to get back to the one that comes with the program.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { house, type House } from '../cli/harness.ts';
import { Sandbox } from '../learner/sandbox.ts';
import { writeCourse } from './watch/course.ts';

/** A home with the course `words`, and another one that `start` remembered: the bundled one takes seconds to read. */
const withCourses = (): House => {
  const at = house({ course: 'real' });
  for (const name of ['words', 'other']) writeCourse(join(at.home, name), '/dev/null');
  const other = join(at.home, 'other');
  renameSync(join(other, '01-words'), join(other, '01-other'));
  writeFileSync(join(at.home, 'config.json'), JSON.stringify({ course: other }));
  return at;
};

describe('in the folder of a course', () => {
  it.each(['words', 'words/01-words', 'words/01-words/deeper'])(
    'an author means that course: %s',
    async (folder) => {
      const at = withCourses();
      const cwd = join(at.home, folder);
      mkdirSync(cwd, { recursive: true });
      const lint = await at.labs('author lint --json', { cwd });
      const { problems } = JSON.parse(lint.out) as { problems: { file: string }[] };
      const file = join(at.home, 'words/01-words/lab.ja.md');
      expect(
        problems.map((one) => join(cwd === join(at.home, 'words') ? cwd : '', one.file)),
      ).toEqual([file]);
      for (const verb of ['prove', 'pictures']) {
        const { code, err } = await at.labs(`author ${verb} nowhere`, { cwd });
        expect(code).toBe(2);
        expect(err).toContain('01-words');
      }
    },
  );

  it('what is named counts all the same, and a learner means the course in use', async () => {
    const at = withCourses();
    const cwd = join(at.home, 'words');
    const lint = await at.labs('author lint ../other', { cwd });
    expect(lint.out).toContain(join(at.home, 'other: 0 errors'));
    const named = await at.labs('author prove nowhere --course ../other', { cwd });
    expect(named.err).toContain('01-other');
    expect((await at.labs('show nowhere', { cwd })).err).toContain('01-other');
  });

  it('in the folder of a lab, a new one is made beside it', async () => {
    const at = withCourses();
    const cwd = join(at.home, 'words/01-words');
    expect((await at.labs('author new second', { cwd })).code).toBe(0);
    expect(readFileSync(join(at.home, 'words/02-second/steps.yaml'), 'utf8')).not.toBe('');
  });
});

it.each(['prove', 'pictures'])('%s COURSE is told with --course', async (verb) => {
  const at = withCourses();
  const option = verb === 'prove' ? '--changed' : '--check';
  const { code, err } = await at.labs(`author ${verb} words ${option}`);
  expect(code).toBe(2);
  expect(err).toContain('words is a course');
  expect(err).toContain(`labs author ${verb} --course words ${option}\n`);
  expect((await at.labs(`author ${verb} words --lang ja`)).err).toContain('ラボではなくコース');
});

describe('the bundled course', () => {
  it('is --course bridge-labs, and start forgets another for it', async () => {
    const at = house({ course: 'real', machine: await Sandbox.make() });
    writeCourse(join(at.home, 'words'), '/dev/null');
    const remembered = (): unknown =>
      (JSON.parse(readFileSync(join(at.home, 'config.json'), 'utf8')) as { course?: string })
        .course;
    await at.labs('start --course words --no-shell');
    expect(remembered()).toBe(join(at.home, 'words'));
    expect((await at.labs('list')).out).toContain('Words');
    await at.labs('start --course bridge-labs --no-shell --yes');
    expect(remembered()).toBeUndefined();
    expect((await at.labs('list')).out).not.toContain('Words');
  });

  it('is named where the remembered one is gone', async () => {
    const at = house({ course: 'real', machine: await Sandbox.make() });
    writeCourse(join(at.home, 'words'), '/dev/null');
    await at.labs('start --course words --no-shell');
    rmSync(join(at.home, 'words'), { recursive: true });
    const { code, err } = await at.labs('list');
    expect(code).toBe(2);
    expect(err).toContain(`The course that start remembered is no longer there: ${at.home}/words`);
    expect(err).toContain('bridge-labs start --course bridge-labs\n');
  });
});
