// `labs author lint` on a course with one fault and one warning: what it prints, and its exit code.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lint, lintCourse } from '../../src/author/lint.ts';
import { defaultParts } from '../../src/cli/parts.ts';
import { openSession } from '../../src/learner/session.ts';
import { type Edit, JA, mini, STEPS } from '../course/mini.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function place(...edits: Edit[]): void {
  for (const { path, text: content } of mini(...edits)) {
    const file = join(folder, 'labs', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** Runs the command in `folder`; resolves with what it printed and its exit code. */
async function run(dir: string | undefined, json = false): Promise<{ out: string; code: number }> {
  const stdout = new PassThrough();
  const io = {
    stdout,
    stderr: new PassThrough(),
    stdin: new PassThrough(),
    env: { BRIDGE_LABS_HOME: join(folder, 'home') },
    cwd: folder,
    columns: 80,
    now: () => 0,
    random: () => 0,
    signal: new AbortController().signal,
  };
  const packagedCourse = () => Promise.resolve(join(folder, 'labs'));
  const session = await openSession(io, { json }, { ...defaultParts, packagedCourse });
  const code = await lint(session, dir);
  stdout.end();
  return { out: await text(stdout), code };
}

const misspelt: Edit = [STEPS, '      address:', '      adress:'];

test('a good course: 0 errors, exit 0, with and without a folder named', async () => {
  place();
  expect(await run('labs')).toEqual({ out: 'labs: 0 errors, 0 warnings\n', code: 0 });
  expect(await run(undefined)).toEqual({ out: 'labs: 0 errors, 0 warnings\n', code: 0 });
});

test('an error: its place as the author can open it, the right form, exit 1', async () => {
  place(misspelt, [JA, null]);
  const { out, code } = await run('./labs');
  expect(code).toBe(1);
  expect(out).toContain(
    "labs/01-bridge/steps.yaml:7: error: unknown key 'adress' in a 'link' expectation; did you mean 'address'? (unknown-key)\n",
  );
  expect(out).toContain('        address: 192.168.200.1/24\n');
  expect(out).toMatch(/\nlabs: 1 error, 1 warning\n$/);
});

test('a warning alone: exit 0', async () => {
  place([JA, null]);
  expect(await run('labs')).toMatchObject({ code: 0 });
});

test('--json: one object', async () => {
  place(misspelt);
  const { out, code } = await run('labs', true);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    course: 'labs',
    errors: 1,
    warnings: 0,
    problems: [{ file: 'labs/01-bridge/steps.yaml', line: 7, rule: 'unknown-key' }],
  });
});

test('lintCourse keeps the folder as it was given', async () => {
  place(misspelt);
  const [problem] = await lintCourse(join(folder, 'labs'));
  expect(problem?.file).toBe(join(folder, 'labs', STEPS));
});
