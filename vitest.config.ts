import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        // Real interpreters on real data: one at a time, so that none starves another.
        test: {
          name: 'programs',
          include: ['test/programs/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // Inside the extension host of a real VS Code.
        test: {
          name: 'host',
          include: ['test/host/**/*.test.ts'],
          exclude: ['test/host/suite/**'],
          fileParallelism: false,
        },
      },
    ],
  },
});
