// Three projects: unit tests, which `npm run check` runs; whole commands that take seconds each, on a machine of folders;
// machine tests on a real VM, one file at a time. `npm test` runs all of them, one project after the other.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Whole proofs, watches, builds, shells, and kills at many moments: half of the time of all tests without a VM. */
const WHOLE = [
  'test/author/new.test.ts',
  'test/author/pictures.test.ts',
  'test/author/prove.test.ts',
  'test/author/watch.test.ts',
  'test/author/watch/terminal.test.ts',
  'test/host/build.test.ts',
  'test/host/lock.test.ts',
  'test/host/progress-file.test.ts',
  'test/instructor/reset.test.ts',
  'test/learner/inside/inside.test.ts',
  'test/learner/machine-choice.test.ts',
  'test/learner/moving.test.ts',
  'test/learner/setup.test.ts',
  'test/learner/surviving.test.ts',
  'test/learner/vary.test.ts',
  'test/learner/watch.test.ts',
  'test/ssh/interactive.test.ts',
  'test/ssh/shell.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 15_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/machine/**', 'test/slow/**', ...WHOLE],
          // Half of a unit test's time is waiting for the programs and terminals that it has started.
          // One process takes file after file, and loads zod, ssh2 and the course once: half of the processor time.
          isolate: false,
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'whole',
          testTimeout: 60_000,
          include: WHOLE,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'machine',
          include: ['test/machine/**/*.test.ts'],
          globalSetup: ['test/machine/setup.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
