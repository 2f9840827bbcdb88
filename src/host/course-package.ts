// Finds a course by what was given for --course: a folder, or the name of an installed npm package, which is only read.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LabsError } from '../errors.ts';
import { coursesNear, isCourse, isFile, isLab } from './course-folders.ts';

export interface Whereabouts {
  /** Absolute path that relative ones start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where bridge-labs is installed, and the program node; of this process if not given. */
  readonly installed?: string;
  readonly node?: string;
}

/** validate-npm-package-name; capital letters are for packages from before 2012. No dot first: nothing leads upwards. */
const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

const manifestSchema = z.object({
  'bridge-labs': z.object({ course: z.string().min(1) }).optional(),
});

/**
 * Absolute path of the course that `name` means. A folder comes first; then a package of that name, found as Node
 * would find it: in the node_modules of the working folder and above, of bridge-labs and above, of NODE_PATH, and of
 * the global installation. What is neither comes back as the path it would have, for whoever reads the course to tell.
 * Throws LabsError `lab-not-course` (params folder, course), `no-course-near` (folder, near: lines), `no-course-package`
 * (name, folder, looked: lines), `package-unreadable` (file, reason), `package-no-course` (name, folder, field).
 */
export function findCourse(name: string, where: Whereabouts): string {
  const folder = resolve(where.cwd, name);
  if (isFolder(folder)) return wholeCourse(folder);
  const isPackage = PACKAGE_NAME.test(name);
  const places = isPackage ? placesOf(where) : [];
  for (const place of places) {
    const found = join(place, name);
    if (isFile(join(found, 'package.json'))) return courseOf(name, found);
  }
  // A word with a scope is no slip of a folder's name.
  const near = name.startsWith('@') ? [] : coursesNear(folder, where.cwd);
  if (near.length > 0) {
    throw new LabsError('usage', 'no-course-near', `there is no folder ${folder}`, {
      hint: near.join('\n'),
      params: { folder, near: near.join('\n') },
    });
  }
  if (!isPackage) return folder;
  const looked = places.join('\n');
  throw new LabsError('usage', 'no-course-package', `no folder and no package ${name}`, {
    hint: `looked in:\n${looked}\nnpm install ${name}`,
    params: { name, folder, looked },
  });
}

/** The folder; where it is a lab's, its course is named, as a lab alone cannot be judged. */
function wholeCourse(folder: string): string {
  const course = dirname(folder);
  if (isCourse(folder) || !isLab(folder) || !isCourse(course)) return folder;
  throw new LabsError('usage', 'lab-not-course', `${folder} is a lab of the course ${course}`, {
    hint: course,
    params: { folder, course },
  });
}

/** `bridge-labs.course` of its package.json, else its folder `labs`, else itself. */
function courseOf(name: string, folder: string): string {
  const field = readField(join(folder, 'package.json'));
  const course =
    field === undefined
      ? [join(folder, 'labs'), folder].find((each) => isFile(join(each, 'course.yaml')))
      : within(folder, field);
  if (course !== undefined && isFolder(course)) return course;
  throw new LabsError('usage', 'package-no-course', `the package ${name} has no course`, {
    hint: '"bridge-labs": { "course": "labs" } in its package.json',
    params: { name, folder, field: field ?? '' },
  });
}

function readField(file: string): string | undefined {
  try {
    const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return manifest['bridge-labs']?.course;
  } catch (cause) {
    const reason =
      cause instanceof z.ZodError
        ? '"bridge-labs": { "course": "FOLDER" }'
        : String((cause as Error).message);
    throw new LabsError('usage', 'package-unreadable', `${file} cannot be read: ${reason}`, {
      cause,
      params: { file, reason },
    });
  }
}

/** Undefined for a path that leads out of the package. */
function within(folder: string, path: string): string | undefined {
  const inner = relative(folder, resolve(folder, path));
  return isAbsolute(path) || inner === '..' || inner.startsWith(`..${sep}`)
    ? undefined
    : join(folder, inner);
}

/** Folders of packages, nearest first, each once. Node's own order (modules: loading from node_modules folders). */
function placesOf(where: Whereabouts): string[] {
  const { cwd, env, node = process.execPath } = where;
  const installed = where.installed ?? programRoot(dirname(fileURLToPath(import.meta.url)));
  const nodePath = (env.NODE_PATH ?? '').split(delimiter).filter((each) => each !== '');
  // What `npm root -g` says, without starting npm: it tells its prefix to what it runs; else it is node's own.
  const prefix = env.npm_config_global_prefix ?? dirname(dirname(node));
  const global =
    process.platform === 'win32'
      ? join(dirname(node), 'node_modules')
      : join(prefix, 'lib', 'node_modules');
  const all = [...upwards(cwd), ...upwards(installed), ...nodePath, global];
  return [...new Set(all.map((each) => resolve(cwd, each)))];
}

/** The folder of bridge-labs' package.json: nothing is installed within its dist. */
function programRoot(from: string): string {
  const above = dirname(from);
  return isFile(join(from, 'package.json')) || above === from ? from : programRoot(above);
}

function upwards(from: string): string[] {
  const above = dirname(from) === from ? [] : upwards(dirname(from));
  return basename(from) === 'node_modules' ? above : [join(from, 'node_modules'), ...above];
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
