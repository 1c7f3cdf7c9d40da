import { expect, test } from 'vitest';
import { useTestDatabase } from '#e2e/test-database.ts';
import { TEST_SECRET } from '#e2e/test-secret.ts';
import { auditKey } from './audit-key.ts';
import { sealAudit } from './seal-audit.ts';
import { verifyAudit } from './verify-audit.ts';

const db = useTestDatabase();

test('a log that was copied to a server whose transactions count from the start goes on being sealed', async () => {
  const key = await auditKey(TEST_SECRET);
  const seal = () => sealAudit({ handle: db.database.orm, key, now: Date.now() });
  const verdict = () => verifyAudit(db.database.orm, { key, kept: [] });
  const write = (xact: number | null) => db.sql`
    insert into audit_entries ${db.sql({ at: new Date(), actor_kind: 'system', action: 'a', subject_type: 'b', subject_id: 'c', ...(xact !== null && { xact }) })}`;
  await write(9_000_000_000);
  await write(8_000_000_000);
  expect(await seal()).toBe(2);
  expect(await verdict()).toMatchObject({ sealed: 2, unsealed: 0, fault: null });
  await write(null);
  await write(8_500_000_000);
  expect(await seal()).toBe(2);
  await write(null);
  expect(await seal()).toBe(1);
  expect(await seal()).toBe(0);
  expect(await verdict()).toMatchObject({ sealed: 5, unsealed: 0, fault: null });
});
