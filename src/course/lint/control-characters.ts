// Control characters could move the cursor or set the title of the learner's terminal.
import { controlEntity, controlFault, nameOfControl } from '../control.ts';
import { error } from '../problem.ts';
import type { CourseSource } from '../source.ts';
import type { CourseProblem } from '../types.ts';

/**
 * Error: a control character in any file of the course, as it is or as an HTML entity.
 * Those that YAML writes as an escape ("\e") are found where YAML is read.
 */
export function controlCharacters({ files }: CourseSource): CourseProblem[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => {
      const entity = path.endsWith('.md') ? controlEntity(line) : null;
      const name = nameOfControl(line) ?? (entity && `written as ${entity}`);
      return name === null ? [] : [error({ file: path, line: index + 1 }, controlFault(name))];
    }),
  );
}
