import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type postgres from 'postgres';
import { beforeAll, expect, test } from 'vitest';
import type { Tx } from '#db/client.ts';
import { insertAuditEntry } from '#db/queries/audit.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { TEST_SECRET } from '#e2e/test-secret.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { signAuditHead } from './audit-head.ts';
import { auditKey } from './audit-key.ts';
import { headFilePath } from './head-file.ts';
import { keepHeadFile } from './keep-head-file.ts';
import { sealAudit } from './seal-audit.ts';
import { type KeptHead, verifyAudit } from './verify-audit.ts';

const db = useTestDatabase();
let key: SigningKey;

beforeAll(async () => {
  key = await auditKey(TEST_SECRET);
  for (let n = 1; n <= 5; n++) await write(`LIC-0000-000${n}`);
  await seal();
  await write('LIC-0000-0006');
  await write('LIC-0000-0007', { before: { name: 'Ä' }, after: { name: '한' } });
  await seal();
});

type Terms = { before?: Record<string, unknown> | null; after?: Record<string, unknown> };

async function write(subjectId: string, terms: Terms = {}) {
  await db.database.transaction((tx) => insert(tx, subjectId, terms));
}

async function insert(tx: Tx, subjectId: string, { before = null, after = {} }: Terms = {}) {
  await insertAuditEntry(tx, {
    at: Date.parse('2026-11-25T10:00:00.123Z'),
    actorKind: 'person',
    actorId: '11111111-1111-4111-8111-111111111111',
    action: 'license.rename',
    subjectType: 'license',
    subjectId,
    teamId: null,
    before,
    after,
  });
}

const seal = () => sealAudit({ handle: db.database.orm, key, now: Date.parse('2026-11-25T10:00:01Z') });
const verdict = (kept: KeptHead[] = []) => verifyAudit(db.database.orm, { key, kept }, 2);

/** Changes the log as only a superuser can who has turned the triggers off, looks, and puts it back. */
async function tampered<T>(
  change: (sql: postgres.TransactionSql) => Promise<unknown>,
  look: () => Promise<T>,
): Promise<T> {
  const tables = ['audit_entries', 'audit_links', 'audit_heads'];
  await db.sql.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const table of tables) await sql.unsafe(`create table kept_${table} as table ${table}`);
    await change(sql);
  });
  try {
    return await look();
  } finally {
    await db.sql.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      for (const table of tables) {
        await sql.unsafe(`delete from ${table}`);
        await sql.unsafe(`insert into ${table} overriding system value table kept_${table}`);
        await sql.unsafe(`drop table kept_${table}`);
      }
    });
  }
}

const entryAt = async (position: number) => {
  const [row] = await db.sql<
    { id: string }[]
  >`select entry_id::text as id from audit_links where position = ${position}`;
  return Number(row?.id);
};
const newestHead = async () => {
  const [row] = await db.sql<{ jws: string }[]>`select jws from audit_heads order by position desc limit 1`;
  return row?.jws ?? '';
};

test('a log that nobody touched is as it was sealed', async () => {
  expect(await verdict([{ where: 'The head given', jws: await newestHead() }])).toEqual({
    sealed: 7,
    unsealed: 0,
    head: await newestHead(),
    fault: null,
  });
});

test('sealing again finds nothing to do', async () => {
  expect(await seal()).toBe(0);
  expect(await db.sql`select 1 from audit_heads`).toHaveLength(2);
});

test.each([
  ['xact', (sql) => sql`update audit_entries set xact = '4' where subject_id = 'LIC-0000-0003'`],
  [
    'at',
    (sql) =>
      sql`update audit_entries set at = at + interval '1 millisecond' where subject_id = 'LIC-0000-0003'`,
  ],
  [
    'actor_kind',
    (sql) => sql`update audit_entries set actor_kind = 'token' where subject_id = 'LIC-0000-0003'`,
  ],
  ['actor_id', (sql) => sql`update audit_entries set actor_id = null where subject_id = 'LIC-0000-0003'`],
  [
    'action',
    (sql) => sql`update audit_entries set action = 'license.lock' where subject_id = 'LIC-0000-0003'`,
  ],
  [
    'subject_type',
    (sql) => sql`update audit_entries set subject_type = 'team' where subject_id = 'LIC-0000-0003'`,
  ],
  [
    'subject_id',
    (sql) => sql`update audit_entries set subject_id = 'LIC-0000-0004' where subject_id = 'LIC-0000-0003'`,
  ],
  [
    'team_id',
    (sql) => sql`update audit_entries set team_id = gen_random_uuid() where subject_id = 'LIC-0000-0003'`,
  ],
  ['before', (sql) => sql`update audit_entries set before = '{}' where subject_id = 'LIC-0000-0003'`],
  ['after', (sql) => sql`update audit_entries set after = null where subject_id = 'LIC-0000-0003'`],
] satisfies [string, (sql: postgres.TransactionSql) => Promise<unknown>][])(
  'an edit of %s is found, and where',
  async (_column, change) => {
    const entry = await entryAt(3);
    const { fault, sealed } = await tampered(change, verdict);
    expect(fault).toMatchObject({ position: 3, entry });
    expect(fault?.says).toContain('was changed, or moved');
    expect(sealed).toBe(2);
  },
);

test('a deletion is found: of an entry, and of an entry with its link', async () => {
  const entry = await entryAt(4);
  const gone = await tampered((sql) => sql`delete from audit_entries where id = ${entry}`, verdict);
  expect(gone.fault).toMatchObject({ position: 4, entry, says: `Entry ${entry} is missing.` });
  const both = await tampered(async (sql) => {
    await sql`delete from audit_links where position = 4`;
    await sql`delete from audit_entries where id = ${entry}`;
  }, verdict);
  expect(both.fault).toMatchObject({ position: 4, says: 'Position 4 of the chain are missing.' });
});

test('a reordering is found: of links, and of what entries say', async () => {
  const [second, fifth] = [await entryAt(2), await entryAt(5)];
  const links = await tampered(async (sql) => {
    await sql`update audit_links set position = -position where position in (2, 5)`;
    await sql`update audit_links set position = case position when -2 then 5 else 2 end where position < 0`;
  }, verdict);
  expect(links.fault).toMatchObject({ position: 2, entry: fifth });
  const entries = await tampered(async (sql) => {
    await sql`update audit_entries a set subject_id = b.subject_id from audit_entries b
              where (a.id, b.id) in ((${second}, ${fifth}), (${fifth}, ${second}))`;
  }, verdict);
  expect(entries.fault).toMatchObject({ position: 2, entry: second });
});

test('a truncation is found by the heads in the database, and without them by one kept outside', async () => {
  const kept = [{ where: 'The head given', jws: await newestHead() }];
  const cut = async (sql: postgres.TransactionSql) => {
    await sql`delete from audit_entries where id in (select entry_id from audit_links where position > 5)`;
    await sql`delete from audit_links where position > 5`;
  };
  const cutWithHeads = async (sql: postgres.TransactionSql) => {
    await cut(sql);
    await sql`delete from audit_heads where position > 5`;
  };
  expect((await tampered(cut, verdict)).fault).toMatchObject({
    position: 6,
    says: expect.stringContaining('was cut off'),
  });
  expect((await tampered(cutWithHeads, verdict)).fault).toBeNull();
  expect((await tampered(cutWithHeads, () => verdict(kept))).fault).toMatchObject({
    position: 6,
    says: 'The head given vouches for 7 entries; the log ends after 5. The rest was cut off.',
  });
  const all = async (sql: postgres.TransactionSql) => {
    for (const table of ['audit_entries', 'audit_links', 'audit_heads'])
      await sql.unsafe(`delete from ${table}`);
  };
  expect((await tampered(all, () => verdict(kept))).fault).toMatchObject({ position: 1 });
});

test('a chain that was made anew does not fit the heads, and they cannot be made anew without the secret', async () => {
  const rewritten = async (sql: postgres.TransactionSql) => {
    await sql`update audit_entries set action = 'license.lock' where id = (select entry_id from audit_links where position = 7)`;
    const [row] = await sql<{ previous: string; id: string; xact: string; after: string; before: string }[]>`
      select p.hash as previous, e.id::text, xact::text, after::text, before::text from audit_links l
      join audit_links p on p.position = 6 join audit_entries e on e.id = l.entry_id where l.position = 7`;
    const fields = [
      'leasehold-audit-1',
      row?.previous,
      '7',
      row?.id,
      row?.xact,
      '2026-11-25T10:00:00.123Z',
      'person',
      '11111111-1111-4111-8111-111111111111',
      'license.lock',
      'license',
      'LIC-0000-0007',
      null,
      row?.before,
      row?.after,
    ];
    // Written here once more from docs/audit.md: others must be able to.
    const bytes = fields
      .map((field) => (field == null ? '-,' : `${Buffer.byteLength(field)}:${field},`))
      .join('');
    const hash = createHash('sha256').update(bytes).digest('base64url');
    await sql`update audit_links set hash = ${hash} where position = 7`;
    return hash;
  };
  const { fault } = await tampered(rewritten, verdict);
  expect(fault).toMatchObject({
    position: 7,
    says: expect.stringMatching(/^The head of .* was rewritten\.$/),
  });
  const forged = async (sql: postgres.TransactionSql) => {
    const hash = await rewritten(sql);
    const foreign = await auditKey('A'.repeat(43));
    await sql`update audit_heads set jws = ${signAuditHead(foreign, { position: 7, hash, now: 0 })} where position = 7`;
  };
  expect((await tampered(forged, verdict)).fault?.says).toContain('was not signed by this installation');
  const without = async (sql: postgres.TransactionSql) => {
    await rewritten(sql);
    await sql`delete from audit_heads where position = 7`;
  };
  expect((await tampered(without, verdict)).fault?.says).toContain('No head vouches for the last entries');
});

test('an entry that is put in among sealed ones is found', async () => {
  const { fault } = await tampered(
    (sql) => sql`insert into audit_entries (at, actor_kind, action, subject_type, subject_id, xact)
                 values (now(), 'system', 'a', 'b', 'c', '5')`,
    verdict,
  );
  expect(fault?.says).toContain('was put in among those');
});

test('an entry is sealed only when no older transaction runs, in the order of transactions', async () => {
  const opened = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const slow = db.database.transaction(async (tx) => {
    await insert(tx, 'LIC-0000-SLOW');
    opened.resolve();
    await finish.promise;
  });
  await opened.promise;
  await write('LIC-0000-FAST');
  expect(await seal()).toBe(0);
  expect(await verdict()).toMatchObject({ sealed: 7, unsealed: 1, fault: null });
  finish.resolve();
  await slow;
  expect(await seal()).toBe(2);
  const order = await db.sql<{ subject: string }[]>`
    select subject_id as subject from audit_links join audit_entries on id = entry_id where position > 7 order by position`;
  expect(order.map(({ subject }) => subject)).toEqual(['LIC-0000-SLOW', 'LIC-0000-FAST']);
  expect(await verdict()).toMatchObject({ sealed: 9, unsealed: 0, fault: null });
});

test('several sealers at once link each entry once', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => write(`LIC-AT-ONCE-${n}`)));
  await Promise.all([seal(), seal(), seal(), seal()]);
  await seal();
  expect(await verdict()).toMatchObject({ sealed: 49, unsealed: 0, fault: null });
});

test('the head is signed as anybody can verify, and kept in a file that is never put back', async () => {
  const kept = { handle: db.database.orm, key, dataDir: db.dataDir };
  expect(await keepHeadFile(kept)).toMatchObject({ did: 'written', jws: await newestHead() });
  expect(await keepHeadFile(kept)).toEqual({ did: 'nothing' });
  const [head = '', body = '', signature = ''] = (await readFile(headFilePath(db.dataDir), 'utf8'))
    .trim()
    .split('.');
  const publicKey = createPublicKey({ key: { ...key.jwk }, format: 'jwk' });
  expect(verify(null, Buffer.from(`${head}.${body}`), publicKey, Buffer.from(signature, 'base64url'))).toBe(
    true,
  );
  expect(JSON.parse(Buffer.from(body, 'base64url').toString())).toEqual({
    position: 49,
    hash: expect.stringMatching(/^[\w-]{43}$/),
    sealedAt: '2026-11-25T10:00:01.000Z',
  });
  const ahead = signAuditHead(key, { position: 60, hash: 'x', now: 0 });
  await writeFile(headFilePath(db.dataDir), ahead);
  expect(await keepHeadFile(kept)).toMatchObject({ did: 'refused' });
  expect(await readFile(headFilePath(db.dataDir), 'utf8')).toBe(ahead);
});
