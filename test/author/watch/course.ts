// A course on disk whose solutions write words into a file, and whose checks look for them: safe to prove on this computer.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Edits {
  /** Of the step `make`: its text, its solution, and the reason that its mistake is to be rejected for. */
  readonly body?: string;
  readonly solution?: string;
  readonly finds?: string;
  /** The same of the step `more`. */
  readonly findsMore?: string;
  /** Put before steps.yaml. */
  readonly yaml?: string;
}

/** Writes the course with the lab `words`, steps `make` and `more`; of one that is there, what differs. */
export function writeCourse(folder: string, log: string, edits: Edits = {}): void {
  const { body = 'Write **make**.', solution = `echo make >> ${log}` } = edits;
  const { finds = 'make is not there', findsMore = 'more is not there', yaml = '' } = edits;
  const step = (id: string, text: string, commands: string): string =>
    `## Title of ${id}\n<!-- step: ${id} -->\n\n${text}\n\n<!-- learned: You know ${id}. -->\n\n` +
    `<details><summary>Hint</summary>\n\nHint of ${id}.\n\n</details>\n\n` +
    `<details><summary>Solution</summary>\n\n\`\`\`sh\n${commands}\n\`\`\`\n\n</details>\n`;
  const spec = (id: string, reason: string): string =>
    `${id}:\n  expect:\n    - command: grep -qx ${id} ${log}\n` +
    `      what: { en: ${id} is there }\n      found: { en: ${id} is not there }\n` +
    `  mistakes:\n    - run: echo other >> ${log}\n      when: instead\n      finds: ${reason}\n`;
  mkdirSync(join(folder, '01-words'), { recursive: true });
  const write = (name: string, text: string): void => {
    const file = join(folder, name);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  };
  write('course.yaml', 'name: words\ntitle: { en: Words }\n');
  write(
    '01-words/lab.md',
    `---\ntitle: Words\nminutes: 5\nneeds: []\n---\n\nIntro.\n\n` +
      `${step('make', body, solution)}\n${step('more', 'Write **more**.', `echo more >> ${log}`)}`,
  );
  write('01-words/steps.yaml', `${yaml}${spec('make', finds)}\n${spec('more', findsMore)}`);
}
