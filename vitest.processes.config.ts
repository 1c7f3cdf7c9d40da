import { defineConfig } from 'vitest/config';

// Real processes on a built clone: one file after the other, because they share ports and cores.
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
