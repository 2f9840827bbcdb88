// Two projects: unit tests in milliseconds, machine tests on a real VM, one file at a time.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/machine/**'],
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
