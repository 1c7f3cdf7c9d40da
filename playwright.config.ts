import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';

const port = process.env.LEASEHOLD_TEST_PORT ?? '3417';
// Made once, and inherited by the workers: they read the mail that is written there.
process.env.LEASEHOLD_TEST_DATA ??= makeDataDir();
const dataDir = process.env.LEASEHOLD_TEST_DATA;

/** Entered by the database's user too, which is another one when root runs this. */
function makeDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-browser-'));
  chmodSync(folder, 0o711);
  return folder;
}

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  workers: 2,
  timeout: 60_000,
  forbidOnly: true,
  outputDir: 'test-results/browser',
  reporter: [
    ['list'],
    ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ?? 'test-results/playwright.json' }],
  ],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.LEASEHOLD_BROWSER && { executablePath: process.env.LEASEHOLD_BROWSER }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node dist/server.mjs',
    url: `http://localhost:${port}/readyz`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
    env: { NODE_ENV: 'production', PORT: port, DATA_DIR: dataDir },
  },
});
