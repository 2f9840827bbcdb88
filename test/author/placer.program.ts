// Child of the tests of `author new`: puts lab after lab into a course, a dot before each, until it is killed.
import { place } from '../../src/author/new/place.ts';

const [, , dir = '', from = '1'] = process.argv;
// Large, so that writing takes long enough to be hit.
const text = 'x'.repeat(300_000);
const files = (...names: string[]) => names.map((name) => ({ name, text }));
for (let n = Number(from); ; n += 1) {
  process.stdout.write('.');
  await place(dir, {
    course: files('steps.schema.json', 'course.yaml'),
    folder: `${n}-lab`,
    lab: files('lab.md', 'lab.ja.md', 'steps.yaml'),
  });
}
