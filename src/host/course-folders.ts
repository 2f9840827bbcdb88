// Folders that hold a course: the one that somebody is in, and those near a name that was mistyped.
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { nearest } from '../course/problem.ts';

/** Whether course.yaml stands in it. */
export function isCourse(folder: string): boolean {
  return isFile(join(folder, 'course.yaml'));
}

/** Whether it is the folder of one lab. */
export function isLab(folder: string): boolean {
  return ['lab.md', 'steps.yaml'].some((name) => isFile(join(folder, name)));
}

/** The course that the folder is, or is within; null where there is none up to the root. */
export function courseAround(folder: string): string | null {
  if (isCourse(folder)) return folder;
  const above = dirname(folder);
  return above === folder ? null : courseAround(above);
}

/** Courses beside where `folder` would be whose names are like its own; as relative paths from `cwd`. */
export function coursesNear(folder: string, cwd: string): string[] {
  const above = dirname(folder);
  return foldersIn(above)
    .filter((name) => nearest(basename(folder).toLowerCase(), [name.toLowerCase()]) !== null)
    .map((name) => join(above, name))
    .filter(isCourse)
    .map((path) => relative(cwd, path))
    .sort();
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // Not there, or not ours to read: nothing is near.
    return [];
  }
}

/** False also where the path leads through a file, or to where nobody may look. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
