// Child of the progress file tests: saves hint after hint, a dot before each, until it is killed.
import { updateProgress } from '../../src/host/progress-file.ts';
import { hintShown, pass, start } from '../../src/progress/index.ts';

const [, , file = ''] = process.argv;
const course = { name: 'c', labs: [{ slug: 'l', steps: [{ id: 's' }, { id: 't' }] }] };
// Large, so that a write takes long enough to be hit.
const begun = pass(start(course, 1), { lab: 'l', step: 't' }, 1, 'x'.repeat(3_000_000));
for (let n = 1; ; n += 1) {
  process.stdout.write('.');
  await updateProgress(file, (progress) =>
    hintShown(progress ?? begun, { lab: 'l', step: 's' }, n),
  );
}
