/**
 * `npm test`: installs what is missing, builds, and runs every kind of test; `--long` runs the long ones in full.
 * Ends with one line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { clone } from './clone.mjs';
import { findBrowser } from './find-browser.mjs';
import { install, isInstalled, linkCommand, pinnedNode } from './install.mjs';

const isLong = process.argv.includes('--long');
const reports = join(clone, 'test-results');
/** The full size of property tests, and the share of it that every run does. */
const PROPERTY_RUNS = { usual: '100', long: '5000' };

const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs a program of the pinned Node with what it prints shown. */
function run(words, env = {}) {
  const started = Date.now();
  return new Promise((resolve) => {
    const child = spawn(pinnedNode, words, {
      cwd: clone,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        ...env,
        PATH: `${join(clone, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`,
      },
    });
    child.once('error', () => resolve({ code: 1, seconds: 0 }));
    child.once('exit', (code) =>
      resolve({ code: code ?? 1, seconds: Math.round((Date.now() - started) / 1000) }),
    );
  });
}

const bin = (path) => join('node_modules', path);

/** A step that is one test: it is right or wrong as a whole. */
async function step(name, words, env) {
  process.stdout.write(`\n== ${name}\n`);
  const { code, seconds } = await run(words, env);
  counts[code === 0 ? 'passed' : 'failed'] += 1;
  process.stdout.write(`== ${name}: ${code === 0 ? 'passed' : 'failed'} (${seconds} s)\n`);
  return code === 0;
}

/** Tests that a runner counts; a runner that failed without a failed test is one failure more. */
async function suite(name, words, { report, count, env = {} }) {
  process.stdout.write(`\n== ${name}\n`);
  rmSync(report, { force: true });
  const { code, seconds } = await run(words, env);
  const found = existsSync(report)
    ? count(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && found.failed === 0) found.failed = 1;
  if (code === 0 && found.passed === 0) found.failed = 1;
  for (const outcome of Object.keys(counts)) counts[outcome] += found[outcome];
  process.stdout.write(
    `== ${name}: ${found.passed} passed, ${found.failed} failed, ${found.skipped} skipped (${seconds} s)\n`,
  );
}

const ofVitest = ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests + numTodoTests,
});
const ofPlaywright = ({ stats }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
});

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(String(port)));
    });
  });
}

function vitest(name, config) {
  const report = join(reports, `${config}.json`);
  return suite(
    name,
    [
      bin('vitest/vitest.mjs'),
      'run',
      '--config',
      `${config}.config.ts`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      report,
      count: ofVitest,
      env: {
        LEASEHOLD_PROPERTY_RUNS: isLong ? PROPERTY_RUNS.long : PROPERTY_RUNS.usual,
        ...(isLong && { LEASEHOLD_LONG: '1' }),
      },
    },
  );
}

async function browserTests() {
  const browser = await findBrowser();
  if (!browser) {
    counts.skipped += 1;
    process.stdout.write(
      '\nThere is no Chromium here and none can be installed: the browser tests are skipped.\n',
    );
    return;
  }
  const report = join(reports, 'playwright.json');
  await suite('browser', [bin('@playwright/test/cli.js'), 'test'], {
    report,
    count: ofPlaywright,
    env: {
      LEASEHOLD_BROWSER: browser,
      LEASEHOLD_TEST_PORT: await freePort(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    },
  });
}

async function main() {
  if (!isInstalled() && !(await install())) return false;
  linkCommand();
  mkdirSync(reports, { recursive: true });
  if (!(await step('build', ['cli/build-if-changed.mjs']))) return true;
  await step('types', [bin('typescript/bin/tsc'), '--noEmit']);
  await step('lint and format', [bin('@biomejs/biome/bin/biome'), 'check', '.']);
  await step('import law', ['cli/import-law.ts']);
  await step('dead code', [bin('knip/bin/knip.js')]);
  await vitest('unit, property and integration', 'vitest');
  await vitest('processes', 'vitest.processes');
  await browserTests();
  return true;
}

const isInstalledNow = await main();
if (!isInstalledNow) counts.failed += 1;
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;
