// `labs author new NAME [DIR]`: a lab that lints clean and can be proven as it stands, and the course around it.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stepsJsonSchema } from '../checks/json-schema.ts';
import { LabsError } from '../errors.ts';
import { courseAround, isLab } from '../host/course-folders.ts';
import { withLock } from '../host/lock.ts';
import { EXIT } from '../learner/failure.ts';
import type { Session } from '../learner/session.ts';
import { quote } from '../ssh/words.ts';
import { nearName } from './lint.ts';
import { labName, slugOf, titleOf, type LabName } from './new/name.ts';
import { place } from './new/place.ts';
import { template, type TemplateFile } from './new/template.ts';

export interface NewOptions {
  /** A slug, or a title. */
  readonly name: string;
  /** Folder of the course; not given: the working folder. */
  readonly dir: string | undefined;
  readonly title: string | undefined;
  readonly titleJa: string | undefined;
}

const SCHEMA = 'steps.schema.json';

/**
 * Makes the lab, and course.yaml and the schema for editors where they are missing. Resolves with the exit code.
 * Throws `bad-lab-name`, `lab-exists`, `no-course-folder`.
 */
export async function newLab(session: Session, options: NewOptions): Promise<number> {
  const name = labName(options.name, options.title);
  const dir =
    options.dir === undefined ? courseHere(session.io.cwd) : resolve(session.io.cwd, options.dir);
  refuseOtherFolders(dir);
  const { paths, io } = session;
  const made = await withLock(`${paths.state}/author-new`, { signal: io.signal }, async () => {
    const number = nextNumber(dir, name.slug);
    const folder = `${String(number).padStart(2, '0')}-${name.slug}`;
    const course = [schemaFile(), ...(await courseFiles(dir))];
    const lab = await template('lab', {
      title: name.title,
      titleJa: options.titleJa?.trim() || name.title,
    });
    return { number, folder, files: await place(dir, { course, folder, lab }) };
  });
  tell(session, dir, name, made);
  return EXIT.done;
}

/** The working folder; in the folder of a lab, the course that the lab is in. */
function courseHere(cwd: string): string {
  return isLab(cwd) ? (courseAround(cwd) ?? cwd) : cwd;
}

interface Made {
  readonly number: number;
  readonly folder: string;
  readonly files: readonly string[];
}

/** A course in a file, or in the folder of a lab, would be found by nobody. */
function refuseOtherFolders(dir: string): void {
  if (!isLab(dir) && !isFile(dir)) return;
  throw new LabsError('usage', 'no-course-folder', `${dir} is not the folder of a course`, {
    params: { folder: dir },
  });
}

function isFile(path: string): boolean {
  try {
    readdirSync(path);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}

/** One more than the last lab has; where the three digits end, the first that is free. */
function nextNumber(dir: string, slug: string): number {
  const folders = (existsSync(dir) ? readdirSync(dir) : []).flatMap((folder) => {
    const [, digits, rest] = /^(\d{1,3})-(.+)$/.exec(folder) ?? [];
    return digits === undefined ? [] : [{ folder, number: Number(digits), slug: rest }];
  });
  const same = folders.find((each) => each.slug === slug);
  if (same) {
    throw new LabsError('usage', 'lab-exists', `there is a lab ${slug} already`, {
      params: { slug, folder: join(dir, same.folder) },
    });
  }
  const taken = new Set(folders.map(({ number }) => number));
  const next = Math.max(0, ...taken) + 1;
  if (next <= 999) return next;
  return (
    Array.from({ length: 999 }, (_, index) => index + 1).find((each) => !taken.has(each)) ?? next
  );
}

function courseFiles(dir: string): Promise<TemplateFile[]> {
  const course = slugOf(basename(dir)) ?? 'my-course';
  return template('course', { course, courseTitle: titleOf(course) });
}

/** For the editor; steps.yaml names it in its first line. */
function schemaFile(): TemplateFile {
  return { name: SCHEMA, text: `${JSON.stringify(stepsJsonSchema(), null, 2)}\n` };
}

function tell(session: Session, dir: string, name: LabName, made: Made): void {
  const { author } = session.messages;
  const course = nearName(session, dir);
  session.tell(author.made(made.number, name.title));
  session.print(...made.files.map((file) => `  ${join(course, file)}`), '');
  session.tell(author.thenEdit);
  const at = quote(course);
  const commands = [
    [`labs author lint ${at}`, author.thenLint],
    [`labs author watch ${at} --lab ${name.slug}`, author.thenWatch],
    [`labs author prove ${name.slug} --course ${at}`, author.thenProve],
    [`bridge-labs start --course ${at}`, author.thenStart],
  ];
  for (const [line = '', why = ''] of commands) {
    session.print(`  ${session.command(line)}`, `      ${session.reporter.style.dim(why)}`);
  }
  session.reporter.data({
    course: dir,
    lab: name.slug,
    number: made.number,
    title: name.title,
    files: made.files.map((file) => join(dir, file)),
  });
}
