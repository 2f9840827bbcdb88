// A course on disk: found, parsed, cached; and what the cache must notice and survive.
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lexMarkdown } from '../../src/course/lex.ts';
import { markdownTexts } from '../../src/course/markdown.ts';
import { LabsError } from '../../src/errors.ts';
import { loadCourse, loadCourseCached, packagedCourse } from '../../src/host/course-files.ts';
import { LAB, mini, STEPS, varying } from '../course/mini.ts';

let folder: string;
let dir: string;
let cache: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'course-'));
  dir = join(folder, 'labs');
  cache = join(folder, 'cache');
  for (const { path, text } of mini()) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function cacheFile(): string {
  const names = readdirSync(join(cache, 'courses'));
  expect(names).toHaveLength(1);
  return join(cache, 'courses', names[0]!);
}

/** Changes the cached course, so that a later load tells whether it came from the cache. */
function markCache(): void {
  const text = readFileSync(cacheFile(), 'utf8');
  expect(text).toContain('"A mini course"');
  writeFileSync(cacheFile(), text.replace('"A mini course"', '"From the cache"'));
}

async function titleNow(): Promise<string> {
  return (await loadCourseCached(dir, cache)).course.title.en;
}

/** What a promise rejects with; fails when it does not. */
async function thrown(promise: Promise<unknown>): Promise<LabsError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LabsError);
  return error as LabsError;
}

test('the second load comes from the cache, with the same course and the same tokens', async () => {
  const first = await loadCourseCached(dir, cache);
  const second = await loadCourseCached(dir, cache);
  expect(second.course).toEqual(first.course);
  const texts = markdownTexts(first.course);
  expect(texts.length).toBeGreaterThan(10);
  for (const text of texts) {
    expect(first.tokensOf(text)).toEqual(lexMarkdown(text));
    expect(second.tokensOf(text)).toEqual(lexMarkdown(text));
  }
  markCache();
  expect(await titleNow()).toBe('From the cache');
});

test('a seed has a cache of its own, and another seed makes it stale', async () => {
  writeFileSync(join(dir, 'course.yaml'), mini(varying('  br0: [sw0, sw1]\n'))[0]!.text);
  const titles = async (seed: string | null): Promise<string> =>
    (await loadCourseCached(dir, cache, seed)).course.labs[0]!.steps[0]!.title.en;
  const seeds = ['aaaaaa', 'bbbbbb', 'cccccc', 'dddddd'];
  const first: string[] = [];
  for (const seed of seeds) first.push(await titles(seed));
  expect(new Set(first)).toEqual(new Set(['Make sw0', 'Make sw1']));
  expect(await titles(null)).toBe('Make br0');
  for (const [index, seed] of seeds.entries()) {
    expect(await titles(seed), 'compiled anew').toBe(first[index]);
    expect(await titles(seed), 'from the cache').toBe(first[index]);
  }
  expect(readdirSync(join(cache, 'courses'))).toHaveLength(2);
});

test('in English alone nothing else is read, and the whole course stays as it is', async () => {
  const inEnglish = async () => (await loadCourseCached(dir, cache, null, 'en')).course;
  const whole = (await loadCourseCached(dir, cache, null, 'ja')).course;
  expect(whole.labs[0]!.title.ja).toBeTruthy();
  for (const course of [await inEnglish(), await inEnglish()]) {
    expect(JSON.stringify(course)).not.toContain('"ja":');
    expect(course.labs[0]!.title).toEqual({ en: whole.labs[0]!.title.en });
    expect(course.labs[0]!.steps.map(({ id }) => id)).toEqual(
      whole.labs[0]!.steps.map(({ id }) => id),
    );
  }
  expect((await loadCourseCached(dir, cache, null, 'ja')).course).toEqual(whole);
});

test('a text that is not of the course has no tokens', async () => {
  const { tokensOf } = await loadCourseCached(dir, cache);
  expect(() => tokensOf('elsewhere')).toThrow('a Markdown text is not of the course');
});

test.each<[string, () => void]>([
  ['a longer file', () => appendFileSync(join(dir, LAB), '\n')],
  ['a file of the same size with another time', () => utimesSync(join(dir, STEPS), 1000, 1000)],
  ['a new file', () => writeFileSync(join(dir, '01-bridge', 'notes.md'), '')],
  ['a file less', () => rmSync(join(dir, '01-bridge', 'lab.ja.md'))],
])('%s makes the cache stale', async (_name, change) => {
  await titleNow();
  markCache();
  change();
  expect(await titleNow()).toBe('A mini course');
});

test('a cache cut short anywhere is made again', async () => {
  await titleNow();
  const whole = readFileSync(cacheFile());
  for (let size = 0; size < whole.length; size += 997) {
    writeFileSync(cacheFile(), whole);
    truncateSync(cacheFile(), size);
    const { course, tokensOf } = await loadCourseCached(dir, cache);
    for (const text of markdownTexts(course)) tokensOf(text);
    expect(readFileSync(cacheFile()).equals(whole)).toBe(true);
  }
});

test('where no cache can be written, the course loads all the same', async () => {
  writeFileSync(cache, 'a file where the folder should be');
  expect(await titleNow()).toBe('A mini course');
});

test('a course with errors is refused, with what is wrong and where, and is not cached', async () => {
  const bad = mini([STEPS, '      address:', '      adress:']).find(({ path }) => path === STEPS)!;
  writeFileSync(join(dir, STEPS), bad.text);
  const error = await thrown(loadCourseCached(dir, cache));
  expect(error).toMatchObject({ kind: 'course', code: 'course-invalid' });
  expect(error.params).toMatchObject({ folder: dir, count: 1 });
  expect(error.hint).toContain(
    `${join(dir, STEPS)}:7: error: unknown key 'adress' in a 'link' expectation; did you mean 'address'?`,
  );
  expect(() => readdirSync(join(cache, 'courses'))).toThrow('ENOENT');
});

test('warnings do not keep a course from loading', async () => {
  rmSync(join(dir, '01-bridge', 'lab.ja.md'));
  expect(await titleNow()).toBe('A mini course');
});

test('loadCourse tells problems with the path of the file', async () => {
  appendFileSync(join(dir, STEPS), 'extra: {}\n');
  const { course, problems } = await loadCourse(dir);
  expect(course.name).toBe('mini');
  expect(problems.map(({ file, line, rule }) => ({ file, line, rule }))).toEqual([
    { file: join(dir, STEPS), line: 20, rule: 'step-not-in-text' },
  ]);
});

test('a folder that is not there', async () => {
  const error = await thrown(loadCourseCached(join(folder, 'nowhere'), cache));
  expect(error).toMatchObject({ kind: 'usage', code: 'no-course' });
});

test('the course that comes with bridge-labs has no errors', async () => {
  const { course, problems } = await loadCourse(await packagedCourse());
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(course.labs.length).toBeGreaterThanOrEqual(7);
});

test('a hit loads neither zod nor yaml nor marked: they are behind a dynamic import', async () => {
  const result = await build({
    entryPoints: ['src/host/course-files.ts'],
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    outdir: folder,
  });
  const { outputs } = result.metafile;
  const hot = new Set<string>();
  const visit = (name: string) => {
    if (hot.has(name)) return;
    hot.add(name);
    const { imports = [] } = outputs[name] ?? {};
    for (const each of imports) if (each.kind === 'import-statement') visit(each.path);
  };
  visit(Object.keys(outputs).find((name) => name.endsWith('course-files.js'))!);
  const inputs = (names: Iterable<string>) =>
    [...names].flatMap((name) => Object.keys(outputs[name]?.inputs ?? {}));
  const parsers = /node_modules\/(zod|yaml|marked|ip-address|fastest-levenshtein)\//;
  expect(inputs(Object.keys(outputs)).filter((input) => parsers.test(input))).not.toEqual([]);
  expect(inputs(hot)).toContain('src/host/course-cache.ts');
  expect(inputs(hot).filter((input) => parsers.test(input))).toEqual([]);
});
