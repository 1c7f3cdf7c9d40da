import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
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

describe('a look at what is a team’s', () => {
  const teamId = randomUUID();
  const NOW = Date.UTC(2026, 10, 25, 2);
  const MINUTE = 60_000;
  const readLicense = useCase<{ id: string }, string>({
    action: 'license.read',
    locate: async (_tx, { id }) => ({ teamId, subject: { type: 'license', id } }),
    run: async () => done('seen'),
  });
  const looksAt = (id: string) => test.sql`
    select actor_kind, actor_id, action, team_id, before, after from audit_entries
    where subject_id = ${id} order by id`;
  const staff = (): Actor => ({
    ...operator(),
    asker: { kind: 'known', teams: new Map(), staffRole: 'support', scopes: null },
  });

  it('of staff is written down with who, what and whose', async () => {
    const who = staff();
    await readLicense(who, { id: 'LIC-1' }, { now: NOW });
    expect(await looksAt('LIC-1')).toEqual([
      {
        actor_kind: 'person',
        actor_id: who.personId,
        action: 'license.read',
        team_id: teamId,
        before: null,
        after: null,
      },
    ]);
  });

  it('is one look while a page stays open, and another after a quarter of an hour, by somebody else, or at another thing', async () => {
    const [one, other] = [staff(), staff()];
    for (const minutes of [0, 1, 14])
      await readLicense(one, { id: 'LIC-2' }, { now: NOW + minutes * MINUTE });
    expect(await looksAt('LIC-2')).toHaveLength(1);
    await readLicense(one, { id: 'LIC-2' }, { now: NOW + 15 * MINUTE });
    await readLicense(other, { id: 'LIC-2' }, { now: NOW + 15 * MINUTE });
    await readLicense(one, { id: 'LIC-3' }, { now: NOW + 15 * MINUTE });
    expect(await looksAt('LIC-2')).toHaveLength(3);
    expect(await looksAt('LIC-3')).toHaveLength(1);
  });

  it('of the command line is written down, that of a member is not, nor one by staff at their own team', async () => {
    await readLicense(COMMAND, { id: 'LIC-4' }, { now: NOW });
    expect(await looksAt('LIC-4')).toMatchObject([{ actor_kind: 'command', actor_id: null }]);
    for (const staffRole of [null, 'support'] as const) {
      const member: Actor = {
        ...operator(),
        asker: { kind: 'known', teams: new Map([[teamId, 'viewer']]), staffRole, scopes: null },
      };
      await readLicense(member, { id: 'LIC-5' }, { now: NOW });
    }
    expect(await looksAt('LIC-5')).toHaveLength(0);
  });

  it('names the team where no other thing is named, and a list of everybody’s names nothing', async () => {
    const list = useCase<{ team: string | null }, string>({
      action: 'license.list',
      locate: async (_tx, { team }) => ({ teamId: team }),
      run: async () => done('seen'),
    });
    const [who, other] = [staff(), randomUUID()];
    await list(who, { team: other }, { now: NOW });
    await list(who, { team: null }, { now: NOW });
    const rows = await test.sql`
      select subject_type, subject_id from audit_entries where actor_id = ${String(who.personId)}`;
    expect(rows).toEqual([{ subject_type: 'team', subject_id: other }]);
  });

  it('that was refused or failed is none', async () => {
    const fails = useCase<{ id: string }, string, 'conflict'>({
      action: 'license.read',
      locate: async (_tx, { id }) => ({ teamId, subject: { type: 'license', id } }),
      run: async () => failed('conflict', 'Not now.'),
    });
    await fails(staff(), { id: 'LIC-6' }, { now: NOW });
    await readLicense(ANONYMOUS, { id: 'LIC-6' }, { now: NOW });
    expect(await looksAt('LIC-6')).toHaveLength(0);
  });
});

async function jobs(): Promise<number> {
  const [row] = await test.sql`select count(*)::int as n from graphile_worker._private_jobs`;
  return row?.n;
}
