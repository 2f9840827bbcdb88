// A course as it stands on disk this moment, however broken: what can be read of it, and every fault.
import { compileMarkdown } from '../../course/lex.ts';
import { tokenLookup, type LoadedCourse } from '../../course/markdown.ts';
import type { CourseProblem } from '../../course/types.ts';
import { loadCourse } from '../../host/course-files.ts';
import { lintCourse } from '../lint.ts';

export interface Reading {
  readonly loaded: LoadedCourse;
  /** It has faults that would keep a learner from it; `loaded` is only as good as could be made. */
  readonly broken: boolean;
  /** Every fault, in reading order. */
  readonly problems: readonly CourseProblem[];
}

/** Throws LabsError `no-course` when `folder` is none. */
export async function readNow(folder: string): Promise<Reading> {
  const problems = await lintCourse(folder);
  const { course, problems: structure } = await loadCourse(folder);
  const tokens = compileMarkdown(course);
  return {
    loaded: { course, tokensOf: tokenLookup(course, (index) => tokens[index]!) },
    broken: structure.some(({ severity }) => severity === 'error'),
    problems,
  };
}
