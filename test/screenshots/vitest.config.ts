import path from 'node:path';
import { defineConfig } from 'vitest/config';

// `npm run screenshots`: no test of the product, so it is no project of `npm test`.
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '..', '..'),
    include: ['test/screenshots/*.pictures.ts'],
    // One measures while it is photographed.
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
  },
});
