import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { findEmbedded } from '#db/embedded.ts';

/** Runs fn with raw SQL on the database of the server under test, as the app logs in. */
export async function withDatabase<T>(fn: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const dataDir = process.env.LEASEHOLD_TEST_DATA ?? '';
  const secret = readFileSync(join(dataDir, 'secret'), 'utf8').trim();
  const running = await findEmbedded({ dataDir, secret });
  if (!running) throw new Error('the server under test has no embedded database');
  const sql = postgres(running.url, { max: 1 });
  try {
    return await fn(sql);
  } finally {
    await sql.end();
  }
}
