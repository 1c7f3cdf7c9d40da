import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { useTestDatabase } from '#e2e/test-database.ts';
import { type Actor, ANONYMOUS, COMMAND, done, failed, useCase } from './use-case.ts';

const test = useTestDatabase();
const operator = (): Actor => ({
  kind: 'person',
  personId: randomUUID(),
  credentialId: randomUUID(),
  asker: { kind: 'known', teams: new Map(), staffRole: 'operator', scopes: null },
});
const entriesOf = (id: string) =>
  test.sql`select action, actor_id, after from audit_entries where subject_id = ${id}`;

const addStaff = useCase<
  { id: string; fails?: boolean; forgets?: boolean },
  { id: string; drawn: string },
  'conflict'
>({
  action: 'staff.add',
  run: async ({ enqueue }, { id, fails = false, forgets = false }) => {
    await enqueue({ task: 'send-mail', payload: { id } });
    if (fails) return failed('conflict', 'Not like this.');
    return done(
      { id, drawn: randomUUID() },
      forgets ? null : { subject: { type: 'test', id }, after: { id } },
    );
  },
});

it('writes what happened into the audit log with whoever did it', async () => {
  const who = operator();
  await addStaff(who, { id: 'one' });
  expect(await entriesOf('one')).toEqual([
    { action: 'staff.add', actor_id: who.personId, after: { id: 'one' } },
  ]);
});

it('asks the policy first: nobody, and who may not, change nothing', async () => {
  await expect(addStaff(ANONYMOUS, { id: 'two' })).resolves.toMatchObject({ code: 'unauthenticated' });
  const sales: Actor = {
    ...operator(),
    asker: { kind: 'known', teams: new Map(), staffRole: 'sales', scopes: null },
  };
  await expect(addStaff(sales, { id: 'two' })).resolves.toMatchObject({
    code: 'forbidden',
    detail: 'An operator can add staff.',
  });
  expect(await entriesOf('two')).toEqual([]);
});

it('rolls everything back when it fails, the job with it', async () => {
  const before = await jobs();
  await expect(addStaff(COMMAND, { id: 'three', fails: true })).resolves.toMatchObject({ code: 'conflict' });
  expect(await jobs()).toBe(before);
});

it('throws, and changes nothing, when a change comes without its audit entry', async () => {
  const before = await jobs();
  await expect(addStaff(COMMAND, { id: 'four', forgets: true })).rejects.toThrow('staff.add failed');
  expect(await jobs()).toBe(before);
});

it('answers a repeat with the same key as the first time, and two at once do it once', async () => {
  const who = operator();
  const results = await Promise.all(
    [1, 2, 3].map(() => addStaff(who, { id: 'five' }, { idempotencyKey: 'k' })),
  );
  expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1);
  expect(await entriesOf('five')).toHaveLength(1);
});

it('keeps the keys of different actors apart', async () => {
  const first = await addStaff(operator(), { id: 'six' }, { idempotencyKey: 'same' });
  const second = await addStaff(operator(), { id: 'seven' }, { idempotencyKey: 'same' });
  expect(first).toMatchObject({ ok: true, value: { id: 'six' } });
  expect(second).toMatchObject({ ok: true, value: { id: 'seven' } });
});

it('answers idempotency-conflict when the key was used for another input, or the answer held a secret', async () => {
  const who = operator();
  await addStaff(who, { id: 'eight' }, { idempotencyKey: 'k' });
  await expect(addStaff(who, { id: 'nine' }, { idempotencyKey: 'k' })).resolves.toMatchObject({
    code: 'idempotency-conflict',
  });

  const secret = useCase<{ id: string }, string>({
    action: 'staff.add',
    secret: true,
    run: async (_, { id }) => done('hunter2', { subject: { type: 'test', id } }),
  });
  await secret(who, { id: 'ten' }, { idempotencyKey: 's' });
  await expect(secret(who, { id: 'ten' }, { idempotencyKey: 's' })).resolves.toMatchObject({
    code: 'idempotency-conflict',
  });
  const kept = await test.sql`select 1 from idempotency_keys where answer::text like '%hunter2%'`;
  expect(kept).toHaveLength(0);
});

async function jobs(): Promise<number> {
  const [row] = await test.sql`select count(*)::int as n from graphile_worker._private_jobs`;
  return row?.n;
}
