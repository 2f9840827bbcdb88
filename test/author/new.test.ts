// `labs author new`: what it makes, how it names it, and that it harms nothing that was there.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, test } from 'vitest';
import { lintCourse } from '../../src/author/lint.ts';
import { labName } from '../../src/author/new/name.ts';
import { place } from '../../src/author/new/place.ts';
import { loadCourse } from '../../src/host/course-files.ts';
import { house, temporaryFolder } from '../cli/harness.ts';
import { bundle } from '../host/bundle.ts';

const LAB_FILES = ['lab.ja.md', 'lab.md', 'steps.yaml'];

describe('a lab where nothing is', () => {
  it('comes with its course, lints clean, and has what a lab can have', async () => {
    const at = house({ course: 'real' });
    const made = await at.run('labs', ['author', 'new', 'A bridge of your own', 'mine/my-course']);
    expect(made).toMatchObject({ code: 0, err: '' });
    const dir = join(at.home, 'mine/my-course');
    const folder = '01-a-bridge-of-your-own';
    expect(readdirSync(dir).sort()).toEqual([folder, 'course.yaml', 'steps.schema.json']);
    expect(readdirSync(join(dir, folder)).sort()).toEqual(LAB_FILES);
    expect(await lintCourse(dir)).toEqual([]);
    const { course } = await loadCourse(dir);
    expect(course).toMatchObject({ name: 'my-course', title: { en: 'My course' } });
    const [lab] = course.labs;
    expect(lab).toMatchObject({ number: 1, title: { en: 'A bridge of your own' } });
    const [builds, asks] = lab?.steps ?? [];
    expect(builds?.hints.length).toBeGreaterThan(1);
    expect(builds?.expect.length).toBeGreaterThan(0);
    expect(builds?.mistakes.length).toBeGreaterThan(1);
    expect(builds?.otherWays.length).toBeGreaterThan(0);
    expect(builds?.solution).not.toBeNull();
    expect(asks?.ask).not.toBeNull();
    expect(asks?.question).toHaveProperty('ja');
  });

  it('is shown to a learner without the remarks for its author', async () => {
    const at = house({ course: 'real' });
    await at.labs('author new first .');
    const { out } = await at.labs('show 1 --course .');
    expect(out).toContain('Make a bridge');
    expect(out).not.toMatch(/author|\{\{|<!--/);
  });

  it('says which files it wrote, and what to do next with them', async () => {
    const at = house({ course: 'real' });
    const { out } = await at.labs('author new first mine');
    for (const name of LAB_FILES) expect(out).toContain(`  mine/01-first/${name}\n`);
    expect(out).toContain('labs author lint mine\n');
    expect(out).toContain('labs author watch mine --lab first\n');
    expect(out).toContain('labs author prove first --course mine\n');
    expect(out).toContain('bridge-labs start --course mine\n');
    const japanese = await at.labs('author new second mine --lang ja');
    expect(japanese.out).toContain('ラボ 2「Second」を作りました。');
  });

  it('names its schema where an editor finds it', async () => {
    const at = house({ course: 'real' });
    await at.labs('author new first mine');
    const lab = join(at.home, 'mine/01-first');
    const [first = ''] = readFileSync(join(lab, 'steps.yaml'), 'utf8').split('\n');
    const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)$/.exec(first) ?? [];
    const written = readFileSync(resolve(lab, schema), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse((await at.labs('author schema --json')).out));
  });
});

describe('a lab in a course', () => {
  it('gets the next number, and leaves all that is there as it is', async () => {
    const at = house({ course: 'real' });
    const dir = join(at.home, 'mine');
    await at.labs('author new first mine');
    mkdirSync(join(dir, '07-empty'));
    for (const name of ['course.yaml', 'steps.schema.json']) {
      writeFileSync(join(dir, name), 'name: mine\ntitle: { en: Mine }\n');
    }
    const before = readFileSync(join(dir, '01-first/lab.md'), 'utf8');
    const { out } = await at.labs('author new last mine --json');
    expect(JSON.parse(out)).toEqual({
      course: dir,
      lab: 'last',
      number: 8,
      title: 'Last',
      files: LAB_FILES.map((name) => join(dir, '08-last', name)),
    });
    expect(readFileSync(join(dir, 'course.yaml'), 'utf8')).toContain('Mine');
    expect(readFileSync(join(dir, 'steps.schema.json'), 'utf8')).toContain('Mine');
    expect(readFileSync(join(dir, '01-first/lab.md'), 'utf8')).toBe(before);
  });

  it.each([
    ['a name that is taken', ['first', 'mine'], 'lab-exists', 'mine/01-first'],
    ['a folder that is a lab', ['x', 'mine/01-first'], 'no-course-folder', 'NAME my-course'],
    ['a file', ['x', 'mine/course.yaml'], 'no-course-folder', 'mine/course.yaml'],
    ['a title in Japanese alone', ['ブリッジ', 'mine'], 'bad-lab-name', '--title-ja'],
  ])('%s is refused, and nothing is written', async (_, words, code, hint) => {
    const at = house({ course: 'real' });
    await at.labs('author new first mine');
    const before = readdirSync(at.home, { recursive: true }).sort();
    for (const lang of ['en', 'ja']) {
      const { out, code: exit } = await at.run('labs', [
        ...['author', 'new', ...words],
        ...['--lang', lang, '--json'],
      ]);
      const { error } = JSON.parse(out) as {
        error: { code: string; message: string; hint: string };
      };
      expect({ exit, code: error.code }).toEqual({ exit: 2, code });
      expect(error.message + error.hint).toContain(hint);
    }
    expect(readdirSync(at.home, { recursive: true }).sort()).toEqual(before);
  });

  it('has the titles that are given, whatever YAML makes of them', async () => {
    const at = house({ course: 'real' });
    const title = `Ports: "8000" #1 and 'x'`;
    await at.run('labs', [
      ...['author', 'new', 'ports', 'mine'],
      ...['--title', title, '--title-ja', 'ポート: 公開'],
    ]);
    const { course, problems } = await loadCourse(join(at.home, 'mine'));
    expect(problems).toEqual([]);
    expect(course.labs[0]?.title).toEqual({ en: title, ja: 'ポート: 公開' });
  });
});

test.each([
  ['A bridge of your own', 'a-bridge-of-your-own', 'A bridge of your own'],
  ['  Über   den Café! ', 'uber-den-cafe', 'Über den Café!'],
  ["Docker's bridge", 'dockers-bridge', "Docker's bridge"],
  ['my-lab', 'my-lab', 'My lab'],
  ['../../etc', 'etc', '../../etc'],
  ['Evil\u001b]0;x\u0007\nname', 'evil-name', 'Evil name'],
])('%j is the lab %s, "%s"', (name, slug, title) => {
  expect(labName(name)).toEqual({ slug, title });
});

test.each(['ブリッジ', 'Docker のブリッジ', '7', '…', '', 'x'.repeat(61)])(
  'of %j no name is made',
  (name) => {
    expect(() => labName(name)).toThrow(expect.objectContaining({ code: 'bad-lab-name' }));
  },
);

test('what a killed command left behind is removed, what one at work has is not', async () => {
  const dir = temporaryFolder();
  for (const name of ['.author-new-old', '.author-new-now', 'kept']) mkdirSync(join(dir, name));
  const old = new Date(Date.now() - 3_600_000);
  utimesSync(join(dir, '.author-new-old'), old, old);
  await place(dir, { course: [], folder: '01-x', lab: [] });
  expect(readdirSync(dir).sort()).toEqual(['.author-new-now', '01-x', 'kept']);
});

test(
  'killed with -9 at many moments, each lab and each file is there whole or not at all',
  { timeout: 60_000 },
  async () => {
    const folder = temporaryFolder();
    const program = await bundle(join(import.meta.dirname, 'placer.program.ts'), folder);
    const dir = join(folder, 'course');
    let labs = 0;
    for (let kill = 0; kill < 12; kill += 1) {
      const child = spawn(process.execPath, [program, dir, String(kill * 100 + 1)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exited = once(child, 'exit');
      // The moment is what is sampled, in the first to the third lab of each child.
      for (let dots = 0; dots <= kill % 3;) dots += String(await once(child.stdout, 'data')).length;
      await setTimeout((kill * 7) % 41);
      child.kill('SIGKILL');
      await exited;
      if (!existsSync(dir)) continue;
      const whole = (file: string): boolean => statSync(join(dir, file)).size === 300_000;
      const names = readdirSync(dir).filter((name) => !name.startsWith('.'));
      labs = names.filter((name) => name.endsWith('-lab')).length;
      for (const name of names) {
        if (!name.endsWith('-lab')) expect(whole(name)).toBe(true);
        else for (const file of LAB_FILES) expect(whole(`${name}/${file}`)).toBe(true);
      }
      // A course that appeared, appeared with its own files.
      expect(names).toEqual(expect.arrayContaining(['course.yaml', 'steps.schema.json']));
    }
    expect(labs).toBeGreaterThan(0);
  },
);
