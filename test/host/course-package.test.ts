// Courses in npm packages: where they are looked for, what is read of them, and what is said when there is none.
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findCourse } from '../../src/host/course-package.ts';
import { house, temporaryFolder } from '../cli/harness.ts';
import { mini } from '../course/mini.ts';
import { Sandbox } from '../learner/sandbox.ts';

let root: string;
let cwd: string;
beforeEach(() => {
  root = temporaryFolder();
  cwd = join(root, 'home/ada/work');
  mkdirSync(cwd, { recursive: true });
});

const put = (path: string, text: string): string => {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const course = (folder: string): string => {
  for (const { path, text } of mini()) put(join(folder, path), text);
  return join(root, folder);
};
const manifest = (folder: string, fields: object = {}): string =>
  put(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', ...fields }));

const find = (name: string, env: Record<string, string> = {}): string =>
  findCourse(name, {
    cwd,
    env,
    installed: join(root, 'opt/lib/node_modules/bridge-labs/dist'),
    node: join(root, 'usr/bin/node'),
  });
const error = (code: string, params: object = {}): unknown =>
  expect.objectContaining({
    kind: 'usage',
    code,
    params: expect.objectContaining(params) as unknown,
  });

describe('where a package is found', () => {
  it.each([
    ['in the working folder', 'home/ada/work/node_modules', {}],
    ['above it', 'home/node_modules', {}],
    ['beside bridge-labs', 'opt/lib/node_modules', {}],
    ['in bridge-labs', 'opt/lib/node_modules/bridge-labs/node_modules', {}],
    ['in NODE_PATH', 'shared', { NODE_PATH: '/nowhere:ROOT/shared' }],
    ['in the global folder of node', 'usr/lib/node_modules', {}],
    [
      'in the global folder that npm tells',
      'npm/lib/node_modules',
      { npm_config_global_prefix: 'ROOT/npm' },
    ],
  ])('%s', (_, place, env) => {
    for (const name of ['routing-labs', '@ada/routing-labs']) {
      manifest(`${place}/${name}`);
      const labs = course(`${place}/${name}/labs`);
      const values = Object.entries(env).map(([key, value]) => [key, value.replace('ROOT', root)]);
      expect(find(name, Object.fromEntries(values) as Record<string, string>)).toBe(labs);
    }
  });

  it('the nearest counts, and a folder of the same name before all', () => {
    for (const place of ['home/node_modules', 'home/ada/node_modules']) {
      manifest(`${place}/labs-x`);
      course(`${place}/labs-x/labs`);
    }
    expect(find('labs-x')).toBe(join(root, 'home/ada/node_modules/labs-x/labs'));
    mkdirSync(join(cwd, 'labs-x'));
    expect(find('labs-x')).toBe(join(cwd, 'labs-x'));
  });

  it('a link to a package (npm link, workspaces) is one', () => {
    manifest('src/labs-x');
    course('src/labs-x/labs');
    mkdirSync(join(root, 'home/node_modules'));
    symlinkSync(join(root, 'src/labs-x'), join(root, 'home/node_modules/labs-x'));
    expect(find('labs-x')).toBe(join(root, 'home/node_modules/labs-x/labs'));
  });
});

describe('where its course is', () => {
  const place = 'home/node_modules/x';

  it('where package.json says, however it is written', () => {
    const inner = course(`${place}/course/net`);
    for (const path of ['course/net', './course/net/', 'course/../course/net']) {
      manifest(place, { 'bridge-labs': { course: path } });
      expect(find('x')).toBe(inner);
    }
  });

  it('else in labs, else in the package itself', () => {
    manifest(place);
    const whole = course(place);
    expect(find('x')).toBe(whole);
    expect(find('x')).toBe(join(root, place));
    const labs = course(`${place}/labs`);
    expect(find('x')).toBe(labs);
  });

  it.each(['../../ada', '..', '/etc', 'gone', 'package.json'])('nowhere else: %s', (path) => {
    course(`${place}/labs`);
    course('home/ada');
    manifest(place, { 'bridge-labs': { course: path } });
    expect(() => find('x')).toThrow(error('package-no-course', { name: 'x', field: path }));
  });

  it('a package without one, and one that is not understood, are told', () => {
    const file = manifest(place);
    expect(() => find('x')).toThrow(error('package-no-course', { field: '' }));
    manifest(place, { 'bridge-labs': { course: 7 } });
    expect(() => find('x')).toThrow(error('package-unreadable', { file }));
    put(`${place}/package.json`, '{ "name": ');
    expect(() => find('x')).toThrow(error('package-unreadable', { file }));
  });
});

describe('what is nowhere', () => {
  it('is told with the places', () => {
    const looked = expect.stringContaining(join(root, 'home/node_modules')) as unknown;
    expect(() => find('@ada/none')).toThrow(
      error('no-course-package', {
        ...{ name: '@ada/none', folder: join(cwd, '@ada/none'), looked },
      }),
    );
    expect(() => find('none')).toThrow(
      error('no-course-package', {
        looked: expect.stringMatching(
          new RegExp(`^${join(cwd, 'node_modules')}\n[^]*usr/lib/node_modules$`),
        ) as unknown,
      }),
    );
  });

  it.each(['./none', '../none', '/none', 'a/b', '@a/../b', '.hidden', 'a b', '@a/b/c', 'none/'])(
    'and is no name of a package is left to be a folder: %s',
    (name) => {
      // What it would lead to, were it taken for one.
      manifest(join('home/ada/work/node_modules', name));
      course(join('home/ada/work/node_modules', name, 'labs'));
      expect(find(name)).not.toContain('node_modules');
    },
  );
});

describe('a slip', () => {
  it.each(['labz-x', './labz-x', 'Labs-x', '../work/labsx'])(
    'in the name of a folder is told with the course that is near: %s',
    (name) => {
      course('home/ada/work/labs-x');
      mkdirSync(join(cwd, 'labs-y'));
      mkdirSync(join(cwd, 'elsewhere'));
      const folder = resolve(cwd, name);
      expect(() => find(name)).toThrow(error('no-course-near', { folder, near: 'labs-x' }));
    },
  );

  it('is not seen in a word with a scope', () => {
    course('home/ada/work/@ada/labs-x');
    expect(() => find('@ada/labs-y')).toThrow(error('no-course-package'));
  });

  it('one lab in place of its course is told with the course', () => {
    const folder = course('home/ada/work/labs-x');
    expect(() => find('labs-x/01-bridge')).toThrow(
      error('lab-not-course', { folder: join(folder, '01-bridge'), course: folder }),
    );
    rmSync(join(folder, 'course.yaml'));
    expect(find('labs-x/01-bridge')).toBe(join(folder, '01-bridge'));
  });
});

describe('commands', () => {
  it('take a package for --course and for a folder to lint; none of its code runs', async () => {
    const at = house({ course: 'real' });
    root = at.home;
    const place = 'node_modules/@ada/labs-x';
    const trap = join(at.home, 'it-ran');
    const code = `require('fs').writeFileSync(${JSON.stringify(trap)}, '');`;
    manifest(place, { main: 'index.js', scripts: { install: code }, exports: './index.js' });
    for (const name of ['index.js', 'labs/index.js', 'labs/01-bridge/index.js']) {
      put(join(place, name), code);
    }
    course(`${place}/labs`);
    const list = await at.labs('list --course @ada/labs-x');
    expect(list).toMatchObject({ code: 0, err: '' });
    expect(list.out).toContain('A mini course');
    const lint = await at.labs('author lint @ada/labs-x');
    expect(lint).toMatchObject({ code: 0, out: `${place}/labs: 0 errors, 0 warnings\n` });
    expect(() => readFileSync(trap)).toThrow('ENOENT');
  });

  it('go on with the package that start was given', async () => {
    const at = house({ course: 'real', machine: await Sandbox.make() });
    root = at.home;
    manifest('node_modules/labs-x');
    const labs = course('node_modules/labs-x/labs');
    expect(await at.labs('start --course labs-x')).toMatchObject({ code: 0 });
    expect((await at.labs('list')).out).toContain('A mini course');
    expect((await at.labs('status')).out).toContain(labs);
  });

  it('say in both languages where was looked, and how it is installed', async () => {
    const at = house({ course: 'real' });
    const { code, err } = await at.labs('list --course @ada/labs-x');
    expect(code).toBe(2);
    expect(err).toContain(
      `There is no folder ${join(at.home, '@ada/labs-x')}, and no package "@ada/labs-x" is installed.`,
    );
    expect(err).toContain(`    ${join(at.home, 'node_modules')}\n`);
    expect(err).toContain('npm install @ada/labs-x\n');
    // Nobody installs anything within the program itself.
    expect(err).not.toMatch(/(?:src|dist)\S*node_modules/);
    const japanese = await at.labs('author lint @ada/labs-x --lang ja');
    expect(japanese.err).toContain(
      `フォルダー ${join(at.home, '@ada/labs-x')} も、「@ada/labs-x」という名前のパッケージもありません。`,
    );
    expect(japanese.err).toContain('npm install @ada/labs-x\n');
  });
});
