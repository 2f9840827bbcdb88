// Which course a command takes: the one named, for an author the one they are in, the one that `start` remembered, or the bundled one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LabsError } from '../errors.ts';
import type { Session } from './session.ts';

/** What `--course` calls the course that comes with the program: the way back to it. */
export const BUNDLED = 'bridge-labs';

/** Absolute path of the course in use. Throws as `findCourse`, and `remembered-course-gone`. */
export async function courseInUse(session: Session): Promise<string> {
  const { course, here } = session.options;
  if (course !== undefined) return courseNamed(session, course);
  if (here === true) {
    const { courseAround } = await import('../host/course-folders.ts');
    const around = courseAround(session.io.cwd);
    if (around !== null) return around;
  }
  const remembered = session.choices.course;
  if (remembered === undefined) return session.parts.packagedCourse();
  if (existsSync(join(remembered, 'course.yaml'))) return remembered;
  throw new LabsError('usage', 'remembered-course-gone', `there is no course in ${remembered}`, {
    params: {
      folder: remembered,
      moved: session.command('bridge-labs start --course FOLDER'),
      bundled: session.command(`bridge-labs start --course ${BUNDLED}`),
    },
  });
}

/** Absolute path of the course that a user calls so: the bundled one, a folder, or an installed package. */
export async function courseNamed(session: Session, name: string): Promise<string> {
  if (name === BUNDLED) return session.parts.packagedCourse();
  const { findCourse } = await import('../host/course-package.ts');
  return findCourse(name, { cwd: session.io.cwd, env: session.io.env });
}
