// Child of the lock tests: `hold FILE` takes the lock and keeps it; `count FILE N` counts up a number N times under it.
import { readFile, writeFile } from 'node:fs/promises';
import { withLock } from '../../src/host/lock.ts';

const [, , verb = '', file = '', times = '0'] = process.argv;

if (verb === 'hold') {
  await withLock(file, {}, async () => {
    process.stdout.write('held\n');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });
} else if (verb === 'exit') {
  await withLock(file, {}, () => process.exit(0));
} else {
  for (let n = 0; n < Number(times); n += 1) {
    await withLock(file, { wait: 60_000 }, async () => {
      // Read, yield, write: two at once would lose counts.
      const count = Number(await readFile(file, 'utf8'));
      await new Promise((resolve) => setImmediate(resolve));
      await writeFile(file, String(count + 1));
    });
  }
}
