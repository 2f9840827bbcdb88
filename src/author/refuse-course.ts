// A word that stands where a lab is meant, and is the folder of a course: told with the right command.
import { resolve } from 'node:path';
import { findLab } from '../course/find.ts';
import type { Course } from '../course/types.ts';
import { LabsError } from '../errors.ts';
import { isCourse } from '../host/course-folders.ts';
import type { Session } from '../learner/session.ts';
import { commandLine } from '../ssh/words.ts';

/** Throws `course-not-lab` where the course has no such lab, but the working folder a course of that name. */
export function refuseCourse(
  session: Session,
  course: Course,
  word: string | undefined,
  command: readonly string[],
): void {
  if (word === undefined || !isCourse(resolve(session.io.cwd, word))) return;
  try {
    findLab(course, word);
  } catch (cause) {
    const [verb = '', ...rest] = command;
    const line = commandLine(['labs', 'author', verb, '--course', word, ...rest]);
    throw new LabsError('usage', 'course-not-lab', `${word} is a course: ${line}`, {
      cause,
      params: { name: word, command: session.command(line) },
    });
  }
}
