// The build: programs that run, chunks that outlive the next build, and none of it in a package twice.
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

// Child processes on a busy computer.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
  mkdirSync(join(folder, 'src/cli'), { recursive: true });
  mkdirSync(join(folder, 'scripts'));
  for (const name of ['build', 'judge']) {
    cpSync(join(root, `scripts/${name}.mjs`), join(folder, `scripts/${name}.mjs`));
  }
  for (const path of ['src/observe', 'src/checks', 'src/author/prove', 'src/learner', 'machine']) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  await source('src/learner/replay.ts', 'export const judge = 1;');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  for (const name of ['bridge-labs', 'labs', 'instructor']) {
    await source(
      `src/cli/${name}.ts`,
      `#!/usr/bin/env node\nconst { say } = await import('../say.ts');\nconsole.log(say('${name}'));\n`,
    );
  }
  await say('hello');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const source = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);
const say = (word: string): Promise<void> =>
  source(
    'src/say.ts',
    // A CommonJS package in the bundle, which asks for Node's modules by require.
    `import lockfile from 'proper-lockfile';\nexport const say = (name: string): string => [name, '${word}', typeof lockfile.lock].join(' ');\n`,
  );
const build = (env: Record<string, string> = {}): Promise<{ stderr: string }> =>
  run(process.execPath, ['scripts/build.mjs'], {
    cwd: folder,
    env: { PATH: process.env.PATH, npm_command: 'run-script', ...env },
  });
const said = async (name: string): Promise<string> =>
  (await run(join(folder, `dist/${name}.js`))).stdout.trim();
const chunks = (): string[] => readdirSync(join(folder, 'dist/chunks')).sort();

test('each program runs by its own name, with CommonJS packages inside', async () => {
  await build();
  for (const name of ['bridge-labs', 'labs', 'instructor']) {
    expect(await said(name)).toBe(`${name} hello function`);
  }
});

test('a chunk stays for programs that run while the next build replaces it, for a while', async () => {
  await build();
  const before = chunks();
  await say('again');
  await build();
  expect(await said('labs')).toBe('labs again function');
  expect(chunks()).toEqual(expect.arrayContaining(before));
  const old = new Date(Date.now() - 3_600_000);
  for (const name of before) utimesSync(join(folder, 'dist/chunks', name), old, old);
  await build();
  expect(chunks().filter((name) => before.includes(name))).toEqual([]);
  expect(await said('labs')).toBe('labs again function');
});

test('however old its files, the build that counts is not removed', async () => {
  await build();
  const old = new Date(Date.now() - 3_600_000);
  for (const name of chunks()) utimesSync(join(folder, 'dist/chunks', name), old, old);
  await build();
  expect(await said('labs')).toBe('labs hello function');
  await say('other');
  await build();
  await say('hello');
  await build();
  expect(await said('labs')).toBe('labs hello function');
});

test('a package holds this build alone', async () => {
  await build();
  await say('again');
  await build({ npm_command: 'pack' });
  expect(chunks()).toHaveLength(1);
});

test('two builds at once leave one that is whole', async () => {
  await Promise.all([build(), build()]);
  expect(await said('labs')).toBe('labs hello function');
  expect(readdirSync(join(folder, 'dist')).sort()).toEqual([
    'bridge-labs.js',
    'chunks',
    'instructor.js',
    'labs.js',
  ]);
});

test('a source with a fault fails the build, and leaves the one before', async () => {
  await build();
  const { mtimeMs } = await stat(join(folder, 'dist/labs.js'));
  await source('src/say.ts', 'export const say = (');
  await expect(build()).rejects.toThrow(/say\.ts/);
  expect((await stat(join(folder, 'dist/labs.js'))).mtimeMs).toBe(mtimeMs);
  expect(await said('labs')).toBe('labs hello function');
});

test('without esbuild (npm ci --omit=dev) a build that is there serves on; without one it says what to do', async () => {
  await build();
  rmSync(join(folder, 'node_modules'));
  expect((await build()).stderr).toContain('stays as it is');
  expect(await readFile(join(folder, 'dist/labs.js'), 'utf8')).toContain('labs');
  rmSync(join(folder, 'dist'), { recursive: true });
  await expect(build()).rejects.toThrow('Run: npm ci');
});

test('a proof rests on the code that judges and on the machine, not on comments and words for people', async () => {
  const said: string[] = [];
  const look = async (): Promise<void> => {
    await source('src/say.ts', 'export const say = (_: string): string => BRIDGE_LABS_JUDGE;');
    await build();
    said.push((await run(join(folder, 'dist/labs.js'))).stdout.trim());
  };
  await look();
  await source('src/learner/replay.ts', '// Why.\nexport  const judge = 1;\n');
  mkdirSync(join(folder, 'src/checks/messages'));
  await source('src/checks/messages/ja.ts', "export const word = '言葉';");
  await look();
  await source('src/learner/replay.ts', 'export const judge = 2;');
  await look();
  await source('machine/packages.txt', 'iproute2');
  await look();
  const [first, same, code, machine] = said;
  expect(first).toMatch(/^[0-9a-f]{16}$/);
  expect(same).toBe(first);
  expect(new Set([first, code, machine]).size).toBe(3);
});
