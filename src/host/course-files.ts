// A course on disk: reading its files, and the cache of the compiled course, which keeps YAML, schemas and Markdown off the hot path.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { type LoadedCourse, tokenLookup } from '../course/markdown.ts';
import type { Course, CourseProblem, Language } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import { readCache, writeCache } from './course-cache.ts';
import { packageFolder } from './package-folder.ts';

/** Raise it when what is compiled changes its form between two versions of the program. */
const CACHE_FORMAT = 4;

/** A file of a course: path relative to the course's folder, with `/`. */
interface FoundFile {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

/** Folder of the course that comes with bridge-labs: `labs`, beside package.json. */
export function packagedCourse(): Promise<string> {
  const labs = packageFolder('labs', 'course.yaml');
  if (labs !== null) return Promise.resolve(labs);
  return Promise.reject(
    new LabsError(
      'bug',
      'no-packaged-course',
      'the course that comes with bridge-labs is missing',
      {
        hint: 'install bridge-labs again',
      },
    ),
  );
}

/**
 * Reads and parses the course in `dir`, as its files say. Problems carry paths that begin with `dir` as it was given.
 * Throws LabsError('usage', 'no-course') when `dir` is no folder.
 */
export async function loadCourse(
  dir: string,
): Promise<{ course: Course; problems: CourseProblem[] }> {
  const files = readFiles(dir, findFiles(dir));
  const { parseCourse } = await import('../course/parse.ts');
  const { course, problems } = parseCourse(files);
  return { course, problems: problems.map((problem) => under(dir, problem)) };
}

/**
 * The course in `dir` with its Markdown compiled, and with the names that `seed` draws (null: as its files say), in all languages or in English alone; from
 * the cache when no file changed (by path, size and time) and this version of the program wrote it. A cache that is broken, or cannot be written, is no fault.
 * Throws LabsError('course', 'course-invalid') when the course has errors (params: `folder`, `count`,
 * `problems`: the errors as text, five at most), and LabsError('usage', 'no-course') when `dir` is no folder.
 */
export async function loadCourseCached(
  dir: string,
  cacheDir: string,
  seed: string | null = null,
  language: Language | null = null,
): Promise<LoadedCourse> {
  const found = findFiles(dir);
  const stamp = stampOf(dir, found, seed);
  // One file for all seeds: a proof draws a new one each time, and nobody would take the old ones away.
  const kind = `${seed === null ? '' : '-varied'}${language === 'en' ? '-en' : ''}`;
  const name = `${basename(resolve(dir))}-${hash(resolve(dir))}${kind}`;
  const file = join(cacheDir, 'courses', `${name}.json`);
  const cached = readCache(file, stamp);
  if (cached) return cached;

  const { parseCourse } = await import('../course/parse.ts');
  const { course: whole, problems } = parseCourse(readFiles(dir, found), seed);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw await invalid(dir, errors);
  const course = language === 'en' ? inEnglish(whole) : whole;
  const { compileMarkdown } = await import('../course/lex.ts');
  const tokens = compileMarkdown(course);
  await writeCache(file, stamp, course, tokens);
  return { course, tokensOf: tokenLookup(course, (index) => tokens[index]!) };
}

/** Without its other languages, which fall back to English and not the other way: half as much is to be read. */
function inEnglish(course: Course): Course {
  return JSON.parse(JSON.stringify(course), (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'en' in value && typeof value.en === 'string'
      ? { en: value.en }
      : value,
  ) as Course;
}

/**
 * Every fault of the course in `dir`, in reading order; paths begin with `dir` as it was given.
 * Throws LabsError('usage', 'no-course') when `dir` is no folder.
 */
export async function lintCourseFolder(dir: string): Promise<CourseProblem[]> {
  const files = readFiles(dir, findFiles(dir));
  const { lintCourseFiles } = await import('../course/lint/index.ts');
  return lintCourseFiles(files).map((problem) => under(dir, problem));
}

async function invalid(dir: string, errors: readonly CourseProblem[]): Promise<LabsError> {
  const { formatProblem } = await import('../course/problem.ts');
  const shown = errors.slice(0, 5).map((problem) => formatProblem(under(dir, problem)));
  const more = errors.length > shown.length ? [`… ${errors.length - shown.length} more`] : [];
  const problems = [...shown, ...more].join('\n');
  return new LabsError('course', 'course-invalid', `the course in ${dir} has faults`, {
    hint: `${problems}\nlabs author lint ${dir}`,
    params: { folder: dir, count: errors.length, problems },
  });
}

function under(dir: string, problem: CourseProblem): CourseProblem {
  return { ...problem, file: join(dir, problem.file) };
}

/** course.yaml, and the Markdown and YAML files one folder deep; by name, so that the order is always the same. */
function findFiles(dir: string): FoundFile[] {
  const isText = (name: string) => /\.(md|ya?ml)$/.test(name);
  try {
    const folders = readdirSync(dir, { withFileTypes: true })
      .filter(({ name }) => !/^(\.|node_modules$)/.test(name))
      .filter(
        (entry) =>
          entry.isDirectory() ||
          (entry.isSymbolicLink() &&
            statSync(join(dir, entry.name), { throwIfNoEntry: false })?.isDirectory()),
      )
      .map(({ name }) => name);
    const inFolders = folders.sort().flatMap((folder) =>
      readdirSync(join(dir, folder))
        .filter(isText)
        .sort()
        .map((name) => `${folder}/${name}`),
    );
    return ['course.yaml', ...inFolders].flatMap((path) => {
      const info = statSync(join(dir, path), { throwIfNoEntry: false });
      return info?.isFile() ? [{ path, size: info.size, mtimeMs: info.mtimeMs }] : [];
    });
  } catch (cause) {
    throw new LabsError('usage', 'no-course', `no course can be read in ${dir}`, {
      cause,
      hint: 'a course is a folder with course.yaml, and a folder for each lab',
      params: { folder: dir },
    });
  }
}

function readFiles(dir: string, found: readonly FoundFile[]): { path: string; text: string }[] {
  return found.map(({ path }) => ({ path, text: readFileSync(join(dir, path), 'utf8') }));
}

/** One line that changes when the compiled course would. */
function stampOf(dir: string, found: readonly FoundFile[], seed: string | null): string {
  const files = found.map(({ path, size, mtimeMs }) => [path, size, mtimeMs]);
  return JSON.stringify([CACHE_FORMAT, manifest.version, resolve(dir), seed, files]);
}

/** FNV-1a, 32 bits, in hex: only to tell the cache files of two folders of one name apart. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (const character of text) {
    value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193);
  }
  return (value >>> 0).toString(16).padStart(8, '0');
}
