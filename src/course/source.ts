// The files of a course as they stand: what each says, with lines. Lint judges this, parse makes a Course of it.
import { examples } from './examples.ts';
import { type CourseMeta, readCourseYaml } from './front-matter.ts';
import { type LabText, readLabText } from './lab-text.ts';
import { didYouMean, error, warning } from './problem.ts';
import { readSteps, type StepsFile } from './steps-yaml.ts';
import type { CourseProblem } from './types.ts';
import { type Drawn, varied, type Vary } from './vary.ts';

/** A file of the course; `path` is relative to the course's folder, with `/`. */
export interface CourseFile {
  readonly path: string;
  readonly text: string;
}

export interface LabSource {
  readonly folder: string;
  readonly number: number;
  readonly slug: string;
  readonly en: LabText;
  readonly ja: LabText | null;
  /** Null when the file is not there. */
  readonly steps: StepsFile | null;
}

export interface CourseSource {
  /** With the drawn words in their places. */
  readonly files: readonly CourseFile[];
  /** Null when course.yaml is missing or not well formed. */
  readonly meta: CourseMeta | null;
  /** The words in place of those that the files have. */
  readonly drawn: Drawn;
  /** By number, then folder. */
  readonly labs: readonly LabSource[];
  /** What was found wrong while reading. */
  readonly problems: readonly CourseProblem[];
}

const LAB_FILES = ['lab.md', 'lab.ja.md', 'steps.yaml'];
const LAB_FOLDER = /^(\d{1,3})-([a-z0-9]+(?:-[a-z0-9]+)*)$/;

/**
 * Reads the files of a course. Never throws. Line ends may be CRLF; a byte order mark is dropped.
 * @param choose  The words for this reading, of those that course.yaml allows; not given: as the files say.
 */
export function readCourse(
  given: readonly CourseFile[],
  choose: (vary: Vary) => Drawn = () => ({}),
): CourseSource {
  const plain = given.map(({ path, text }) => ({
    path,
    text: text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'),
  }));
  const problems: CourseProblem[] = [];
  const courseYaml = plain.find(({ path }) => path === 'course.yaml')?.text;
  const meta = courseYaml === undefined ? null : readCourseYaml('course.yaml', courseYaml);
  const drawn = choose(valuesOf(meta?.data ?? null));
  // Before anything is parsed: text, commands, checks, mistakes and their findings all speak of the same names.
  const files = plain.map(({ path, text }) => {
    const isOfLab = LAB_FILES.some((name) => path.endsWith(`/${name}`));
    return { path, text: isOfLab ? varied(path, text, drawn) : text };
  });
  const byPath = new Map(files.map((file) => [file.path, file.text]));
  problems.push(...(meta?.problems ?? [noCourseYaml()]));

  const folders = [...new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')))];
  const labs = folders.flatMap((folder) => {
    const inside = files.filter(({ path }) => path.startsWith(`${folder}/`) && folder !== '');
    const names = inside.map(({ path }) => path.slice(folder.length + 1));
    if (!names.some((name) => LAB_FILES.includes(name))) return [];
    const lab = readLab(folder, byPath, problems);
    for (const name of names) problems.push(...strayFile(folder, name));
    return lab ? [lab] : [];
  });
  labs.sort((a, b) => a.number - b.number || (a.folder < b.folder ? -1 : 1));
  if (labs.length === 0) {
    const fault = {
      rule: 'no-labs',
      message: 'the course has no lab',
      expected: 'a folder NN-slug with lab.md and steps.yaml for each lab',
      example: examples.folder,
    };
    problems.push(error({ file: 'course.yaml', line: 1 }, fault));
  }
  return { files, meta: meta?.data ?? null, drawn, labs, problems };
}

function readLab(
  folder: string,
  byPath: ReadonlyMap<string, string>,
  problems: CourseProblem[],
): LabSource | null {
  const parts = LAB_FOLDER.exec(folder);
  if (!parts) {
    const fault = {
      rule: 'lab-folder',
      message: `the folder '${folder}' does not tell the lab's number and slug`,
      expected: 'digits, a hyphen, and a slug of small letters, digits and hyphens',
      example: examples.folder,
    };
    problems.push(error({ file: `${folder}/lab.md`, line: 1 }, fault));
    return null;
  }
  const enText = byPath.get(`${folder}/lab.md`);
  const stepsText = byPath.get(`${folder}/steps.yaml`);
  for (const [name, text] of [['lab.md', enText] as const, ['steps.yaml', stepsText] as const]) {
    if (text === undefined) problems.push(missingFile(folder, name));
  }
  if (enText === undefined) return null;
  const jaText = byPath.get(`${folder}/lab.ja.md`);
  const en = readLabText(`${folder}/lab.md`, enText, 'en');
  const ja = jaText === undefined ? null : readLabText(`${folder}/lab.ja.md`, jaText, 'ja');
  const steps = stepsText === undefined ? null : readSteps(`${folder}/steps.yaml`, stepsText);
  problems.push(...en.problems, ...(ja?.problems ?? []), ...(steps?.problems ?? []));
  return { folder, number: Number(parts[1]), slug: parts[2]!, en, ja, steps };
}

function valuesOf(meta: CourseMeta | null): Vary {
  const entries = meta?.vary ?? [];
  return Object.fromEntries(
    entries.map(({ word, values }) => [word, values.map((value) => value.word)]),
  );
}

function noCourseYaml(): CourseProblem {
  return error(
    { file: 'course.yaml', line: 1 },
    {
      rule: 'missing-file',
      message: 'the course has no course.yaml',
      expected: "course.yaml with the course's name and title",
      example: examples.courseYaml,
    },
  );
}

function missingFile(folder: string, name: 'lab.md' | 'steps.yaml'): CourseProblem {
  const fault = {
    rule: 'missing-file',
    message: `the lab has no ${name}`,
    expected:
      name === 'lab.md' ? 'lab.md with the English text' : 'steps.yaml with what each step expects',
    example: name === 'lab.md' ? `${examples.frontMatter}\n\n${examples.step}` : examples.stepSpec,
  };
  return error({ file: `${folder}/${name}`, line: 1 }, fault);
}

/** A Markdown or YAML file in a lab's folder that nothing reads: most likely misnamed. */
function strayFile(folder: string, name: string): CourseProblem[] {
  if (LAB_FILES.includes(name) || name.includes('/') || /^readme\b/i.test(name)) return [];
  const fault = {
    rule: 'stray-file',
    message: `nothing reads '${name}'${didYouMean(name, LAB_FILES)}`,
    expected: LAB_FILES.join(', '),
    example: examples.folder,
  };
  return [warning({ file: `${folder}/${name}`, line: 1 }, fault)];
}
