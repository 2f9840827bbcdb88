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
  const folder = await (dir === undefined ? session.courseFolder() : session.courseNamed(dir));
  const shown = nearName(session, folder);
  const problems = nearProblems(session, folder, await lintCourse(folder));
  const { errors, warnings, line } = countProblems(problems);
  for (const problem of problems) session.print(formatProblem(problem), '');
  session.print(`${shown}: ${line}`);
  session.reporter.data({ course: shown, errors, warnings, problems });
  return errors > 0 ? 1 : 0;
}

/** A folder as an editor or a terminal in the working folder can open it. */
export function nearName({ io }: Session, folder: string): string {
  const near = relative(io.cwd, folder) || '.';
  return near.startsWith('..') ? folder : near;
}

/** Problems of the course in `folder` with their files named in that way. */
export function nearProblems(
  session: Session,
  folder: string,
  problems: readonly CourseProblem[],
): CourseProblem[] {
  const near = nearName(session, folder);
  return problems.map((problem) => ({
    ...problem,
    file: problem.file.replace(folder, () => near),
  }));
}

/** How many there are; `line`: "1 error, 2 warnings". */
export function countProblems(problems: readonly CourseProblem[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly line: string;
} {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return { errors, warnings, line: `${count(errors, 'error')}, ${count(warnings, 'warning')}` };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
