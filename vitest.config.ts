import { defineConfig } from 'vitest/config';

// Groups run one after another: what measures, or drives a whole editor, needs the machine to itself.
// Time-outs end what hangs and nothing else: a busy machine may take twenty times as long as a quiet one.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          sequence: { groupOrder: 0 },
          // Some start real programs, which wait for their turn on a busy machine.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        // Real interpreters on real data: one at a time, so that none starves another.
        test: {
          name: 'programs',
          sequence: { groupOrder: 1 },
          include: ['test/programs/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        // Inside the extension host of a real VS Code.
        test: {
          name: 'host',
          sequence: { groupOrder: 2 },
          include: ['test/host/**/*.test.ts'],
          exclude: ['test/host/suite/**'],
          testTimeout: 900_000,
          fileParallelism: false,
        },
      },
      {
        // Pages in a real browser.
        test: {
          name: 'e2e',
          sequence: { groupOrder: 3 },
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
