import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['sdk', 'lib', 'db', 'cli', 'components', 'app'].map((room) => `${room}/**/*.test.ts`),
    setupFiles: ['./e2e/vitest-setup.ts'],
    globalSetup: ['./e2e/vitest-database.ts'],
    // next-auth names files of next without their endings, which Node alone does not find.
    server: { deps: { inline: ['next-auth'] } },
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
