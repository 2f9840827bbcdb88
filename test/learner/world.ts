// A home with a small course and a machine of folders, for tests of whole commands.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Course } from '../../src/course/types.ts';
import { house, type House } from '../cli/harness.ts';
import { smallCourse } from './course.ts';
import { Sandbox } from './sandbox.ts';

export interface World extends House {
  readonly machine: Sandbox;
  /** The progress file. */
  progress(): { position: object; steps: Record<string, { state: string }> };
  /** The file beside the machine. */
  mark(): { course: string; moving: object | null };
  readonly markFile: string;
  /** What a learner types in the machine: the word goes into the log. */
  type(word: string): Promise<void>;
}

/** `edit`: changes the course before it is used; it gets the file that solutions write into, and the seed of names. */
export async function world(
  edit: (course: Course, log: string, seed: string | null) => Course = (course) => course,
): Promise<World> {
  const machine = await Sandbox.make();
  const { log } = machine;
  const at = house({ machine, course: (seed) => edit(smallCourse(log), log, seed) });
  const markFile = join(at.home, 'machines', 'default', 'mark.json');
  const read = (file: string): never => JSON.parse(readFileSync(file, 'utf8')) as never;
  return {
    ...at,
    machine,
    markFile,
    type: async (word) => {
      const { code } = await at.run('labs', ['run', '--', `echo ${word} >> ${machine.log}`]);
      expect(code).toBe(0);
    },
    progress: () => read(join(at.home, 'progress', 'small.json')),
    mark: () => read(markFile),
  };
}

/** What stands in the progress: `{"look/a": "passed"}`. */
export const states = ({ steps }: ReturnType<World['progress']>): Record<string, string> =>
  Object.fromEntries(Object.entries(steps).map(([name, { state }]) => [name, state]));
