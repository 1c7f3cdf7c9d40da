import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { APP_ROLE, type Database, openDatabase } from '#db/client.ts';
import { type EmbeddedDatabase, startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { addCheckCounts, type CheckCount } from '#db/queries/checks.ts';
import { ensureCheckPartitions } from '#db/queries/condition.ts';
import { foldCounts } from '#db/upkeep.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { log } from '#lib/platform/log.ts';
import { formatLicenseId, type LicenseId } from '#sdk/protocol/license-id.ts';
import { clone } from './run-app.ts';

// What 100 million checks of a month take on the disk, written by the recorder's own statement, a batch at a time:
//   npx vitest run --config vitest.processes.config.ts e2e/engine-disk.test.ts
// docs/operating.md has the figures.

const LICENSES = process.env.LEASEHOLD_LONG === '1' ? 500 : 25;
/** Each license is asked about by two kinds of device every hour of a month. */
const KINDS = ['14', '15'];
const HOURS = 24 * 31;
/** So often each hour's row is written. */
const ROUNDS = 3;
const START = Date.UTC(2027, 4, 1);
const NOW = Date.UTC(2027, 7, 1);
const HOUR_MS = 3_600_000;

let parent: string;
let server: EmbeddedDatabase;
let database: Database;
let admin: postgres.Sql;

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'leasehold-engine-disk-'));
  chmodSync(parent, 0o755);
  const user = chooseDatabaseUser(join(parent, 'postgres'));
  server = await startEmbedded({ dataDir: parent, secret: randomBytes(32).toString('base64url'), user, log });
  await migrate({ url: server.url, folder: join(clone, 'db', 'migrations') });
  database = openDatabase({ url: server.url, prepare: true, role: APP_ROLE });
  const address = new URL(server.adminUrl);
  address.pathname = new URL(server.url).pathname;
  admin = postgres(address.href, { max: 1, onnotice: () => undefined });
});

afterAll(async () => {
  await database.close();
  await admin.end();
  await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

function countOf(
  licenseId: LicenseId,
  { hour, os, count }: { hour: number; os: string; count: number },
): CheckCount {
  const shared = { platform: 'android', app: 'com.acme.app', product: 'BlinkID', version: '7.8.1' } as const;
  const times = {
    lastAt: hour + HOUR_MS - 1,
    leaseEndsAt: hour + 2 * HOUR_MS,
    graceEndsAt: hour + 5 * HOUR_MS,
  };
  return { licenseId, hour, ...shared, os, outcome: 'lease', code: '', count, ...times };
}

/** Writes so many checks, evenly, and gives what they take. */
async function write(checks: number) {
  await admin`truncate check_counts`;
  await ensureCheckPartitions(database.orm, START, 0);
  const ids = Array.from({ length: LICENSES }, () => formatLicenseId(randomBytes(5))).sort();
  const count = Math.round(checks / (LICENSES * HOURS * KINDS.length * ROUNDS));
  for (let nth = 0; nth < HOURS; nth += 1) {
    const batch = ids.flatMap((id) =>
      KINDS.map((os) => countOf(id, { hour: START + nth * HOUR_MS, os, count })),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      await addCheckCounts(database.checks, batch, { rows: 128, newRows: 32 });
    }
  }
  return size();
}

async function size() {
  await admin`vacuum check_counts`;
  const [row] = await admin<{ rows: number; checks: number; bytes: number; table: number }[]>`
    select (select count(*)::float8 from check_counts) as rows, (select sum(count)::float8 from check_counts) as checks,
           pg_total_relation_size('check_counts_2027_05')::float8 as bytes, pg_relation_size('check_counts_2027_05')::float8 as table`;
  if (!row) throw new Error('no size');
  return row;
}

const shown = ({ rows, checks, bytes }: Awaited<ReturnType<typeof size>>) =>
  `${(checks / 1e6).toFixed(1)} million checks: ${rows} rows, ${(bytes / 2 ** 20).toFixed(1)} MB, ${Math.round(bytes / rows)} bytes a row with its index`;

test('the disk that checks take is bounded by licenses and hours, whatever their number, and folded it is a twentieth', async () => {
  const few = await write(1_000_000);
  const many = await write(100_000_000);
  await foldCounts(database.orm, NOW);
  const folded = await size();
  console.log([few, many, folded].map(shown).join('\n'));
  expect(many.rows).toBe(LICENSES * HOURS * KINDS.length);
  expect(few.rows).toBe(many.rows);
  expect(many.bytes).toBeLessThan(few.bytes * 1.1);
  expect(many.bytes / many.rows).toBeLessThan(700);
  expect(folded.rows).toBe(many.rows / 24);
  expect(folded.checks).toBe(many.checks);
  expect(folded.bytes).toBeLessThan(many.bytes / 15);
}, 1_200_000);
