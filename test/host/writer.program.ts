// Child of the progress file tests: saves hint after hint, a dot before each, until it is killed.
import { updateProgress } from '../../src/host/progress-file.ts';
import { hintShown, start } from '../../src/progress/index.ts';

const [, , file = ''] = process.argv;
const course = { name: 'c', labs: [{ slug: 'l', steps: [{ id: 's' }] }] };
for (let n = 1; ; n += 1) {
  process.stdout.write('.');
  await updateProgress(file, (progress) =>
    hintShown(progress ?? start(course, 1), { lab: 'l', step: 's' }, n),
  );
}
