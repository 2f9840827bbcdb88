// Two projects: unit tests in milliseconds, machine tests on a real VM, one file at a time.
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          testTimeout: 15_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/machine/**', 'test/slow/**'],
          // Half of a unit test's time is waiting for the programs and terminals that it has started.
          // One process takes file after file, and loads zod, ssh2 and the course once: half of the processor time.
          isolate: false,
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
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
        },
      },
    ],
  },
});
