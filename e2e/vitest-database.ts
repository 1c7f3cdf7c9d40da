import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { migrateJobs } from '#lib/platform/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { TEST_SECRET } from './test-secret.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database every test's own one is copied from. */
    templateUrl: string;
    adminUrl: string;
  }
}

/** One real Postgres for all tests of a run; each test file has a database of its own in it. */
export default async function startDatabase(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-test-'));
  chmodSync(dataDir, 0o755);
  const user = chooseDatabaseUser(join(dataDir, 'postgres'));
  const embedded = await startEmbedded({ dataDir, secret: TEST_SECRET, user, log });
  const { ownerRole } = await migrate({
    url: embedded.url,
    folder: join(import.meta.dirname, '../db/migrations'),
  });
  await migrateJobs({ url: embedded.url, ownerRole });
  project.provide('templateUrl', embedded.url);
  project.provide('adminUrl', embedded.adminUrl);
  return async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
