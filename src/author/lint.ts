// `labs author lint`: every fault of a course, each with its place, what was expected, and the right form.
import { relative } from 'node:path';
import { formatProblem } from '../course/problem.ts';
import type { CourseProblem } from '../course/types.ts';
import { lintCourseFolder } from '../host/course-files.ts';
import type { Session } from '../learner/session.ts';

export { formatProblem };

/**
 * Every fault of the course in `dir`, in reading order; paths begin with `dir` as it was given.
 * Throws LabsError('usage', 'no-course') when `dir` is no folder.
 */
export function lintCourse(dir: string): Promise<CourseProblem[]> {
  return lintCourseFolder(dir);
}

/**
 * Runs the command: prints the faults and their count. Resolves with the exit code: 1 when one of them is an
 * error, else 0.
 * @param dir  A folder, relative to the session's working folder, or a package; not given: the course in use.
 */
export async function lint(session: Session, dir?: string): Promise<number> {
  const { cwd } = session.io;
  const folder = await (dir === undefined ? session.courseFolder() : session.courseNamed(dir));
  // Paths as an editor or a terminal in the working folder can open them.
  const near = relative(cwd, folder) || '.';
  const shown = near.startsWith('..') ? folder : near;
  const found = await lintCourse(folder);
  const problems = found.map((problem) => ({
    ...problem,
    file: problem.file.replace(folder, () => shown),
  }));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  for (const problem of problems) session.print(formatProblem(problem), '');
  session.print(`${shown}: ${count(errors, 'error')}, ${count(warnings, 'warning')}`);
  session.reporter.data({ course: shown, errors, warnings, problems });
  return errors > 0 ? 1 : 0;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
