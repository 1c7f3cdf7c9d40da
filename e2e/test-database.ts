import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { APP_ROLE, type Database, installDatabase, OWNER_ROLE, openDatabase } from '#db/client.ts';
import { readConfig } from '#lib/platform/config.ts';
import { setInstallation } from '#lib/platform/installation.ts';
import { TEST_SECRET } from './test-secret.ts';

export type TestDatabase = {
  /** Logs in as the app does. */
  readonly url: string;
  /** Raw SQL as the superuser: to set a scene, or to look behind it. */
  readonly sql: postgres.Sql;
  readonly database: Database;
  /** A data folder of its own. */
  readonly dataDir: string;
};

/**
 * Gives this test file a migrated database and a data folder of its own, as this process's own. Call it at the top of
 * the file; the values are there inside tests and hooks.
 */
export function useTestDatabase(env: Record<string, string> = {}): TestDatabase {
  const made: { value?: TestDatabase } = {};
  const admin = () => postgres(inject('adminUrl'), { max: 1, onnotice: () => undefined });
  const name = `test_${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    const server = admin();
    await copyTemplate(server, name, new URL(inject('templateUrl')).pathname.slice(1));
    await server.end();
    const url = withDatabase(inject('templateUrl'), name);
    const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-data-'));
    const config = readConfig({ ...env });
    if (!config.ok) throw new Error(config.line);
    setInstallation({ config: config.config, secret: TEST_SECRET, dataDir });
    const database = openDatabase({ url, prepare: true, role: APP_ROLE });
    installDatabase(database);
    const sql = postgres(withDatabase(inject('adminUrl'), name), { max: 2, onnotice: () => undefined });
    made.value = { url, sql, database, dataDir };
  });

  afterAll(async () => {
    await made.value?.database.close();
    await made.value?.sql.end();
    if (made.value) rmSync(made.value.dataDir, { recursive: true, force: true });
    const server = admin();
    await server.unsafe(`drop database if exists ${name} with (force)`);
    await server.end();
  });

  const get = (): TestDatabase => {
    if (!made.value) throw new Error('the test database is there inside tests and hooks only');
    return made.value;
  };
  return {
    get url() {
      return get().url;
    },
    get sql() {
      return get().sql;
    },
    get database() {
      return get().database;
    },
    get dataDir() {
      return get().dataDir;
    },
  };
}

/** Two files may copy at once; Postgres refuses the second while the first reads the template, so it waits its turn. */
async function copyTemplate(server: postgres.Sql, name: string, template: string): Promise<void> {
  await server`select pg_advisory_lock(4711)`;
  await server.unsafe(`create database ${name} template ${template} owner ${OWNER_ROLE}`);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
