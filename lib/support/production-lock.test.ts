import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeProduction, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { CARRY_OUT } from '#lib/api/approval-types.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { installation, setInstallation } from '#lib/platform/installation.ts';
import { type Actor, ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { approveBy } from './approve.ts';
import { askForLock } from './ask-for-lock.ts';
import { askForLockRenewal } from './ask-for-lock-renewal.ts';
import { declineApproval } from './decline-approval.ts';
import { listApprovals } from './list-approvals.ts';
import { lockLicense } from './lock-license.ts';
import { unlockLicense } from './unlock-license.ts';

const test = useTestDatabase();
const approve = approveBy(CARRY_OUT);
const REASON = 'Your key was found in a public repository.';
let acme: Scene;
let support: Actor;
let operator: Actor;

beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  support = await acme.staff('support');
  operator = await acme.staff('operator');
});

async function ask(actor: Actor, id: string): Promise<string> {
  return succeeded(await askForLock(actor, { id, reason: REASON, note: 'Found by a scan.' })).approval;
}

async function lockedProduction(now = Date.now()) {
  const { id } = await makeProduction(test, acme);
  const approval = await ask(support, id);
  succeeded(await approve(operator, { id: approval }, { now }));
  return { id, approval };
}

it('locks a production license when a second member of staff approves, for 14 days, both named', async () => {
  const before = await makeProduction(test, acme);
  await expect(lockLicense(support, { id: before.id, reason: REASON })).resolves.toMatchObject({
    code: 'approval-needed',
  });
  const approval = await ask(support, before.id);
  expect(succeeded(await readLicense(acme.owner, { id: before.id }))).toEqual(before);

  const now = Date.now();
  const decided = succeeded(await approve(operator, { id: approval, note: 'Seen it too.' }, { now }));
  expect(decided).toMatchObject({
    state: 'approved',
    type: 'emergency-lock',
    license: { id: before.id, team: acme.team.slug },
    askedBy: { id: support.personId },
    decidedBy: { id: operator.personId },
    terms: { reason: REASON, note: 'Found by a scan.' },
    alone: false,
    mayApprove: false,
  });
  const until = new Date(now + 14 * DAY_MS).toISOString();
  const locked = succeeded(await readLicense(acme.owner, { id: before.id }));
  expect(locked).toMatchObject({ state: 'locked', stateReason: REASON, stateUntil: until });
  expect(JSON.stringify(locked)).not.toContain('scan');
  const [lock] = await test.sql`select * from locks where license_id = ${before.id}`;
  expect(lock).toMatchObject({
    locked_by: support.personId,
    approved_by: operator.personId,
    note: 'Found by a scan.',
  });
  const after = await readLicense(acme.owner, { id: before.id }, { now: now + 14 * DAY_MS });
  expect(succeeded(after).state).toBe('active');
});

it('is not approved by whoever asked, nor by the command line, nor by members', async () => {
  const { id } = await makeProduction(test, acme);
  const approval = await ask(support, id);
  for (const actor of [support, COMMAND, acme.owner]) {
    await expect(approve(actor, { id: approval })).resolves.toMatchObject({ code: 'forbidden' });
  }
  await expect(approve(ANONYMOUS, { id: approval })).resolves.toMatchObject({ code: 'unauthenticated' });
  expect(succeeded(await readLicense(acme.owner, { id })).state).toBe('active');
  const mine = succeeded(await listApprovals(support, { state: 'open', license: id, limit: 50 }));
  const theirs = succeeded(await listApprovals(operator, { state: 'open', license: id, limit: 50 }));
  expect(mine.items).toMatchObject([{ id: approval, mayApprove: false }]);
  expect(theirs.items).toMatchObject([{ id: approval, mayApprove: true }]);
});

it('asked for by the command line is approved by anybody on staff', async () => {
  const { id } = await makeProduction(test, acme);
  const approval = await ask(COMMAND, id);
  const sales = await acme.staff('sales');
  expect(succeeded(await approve(sales, { id: approval }))).toMatchObject({
    askedBy: null,
    state: 'approved',
  });
});

it('is declined by another, or taken back by whoever asked; then it can be asked for again', async () => {
  const { id } = await makeProduction(test, acme);
  for (const actor of [operator, support]) {
    const approval = await ask(support, id);
    const declined = succeeded(await declineApproval(actor, { id: approval, note: 'Not ours.' }));
    expect(declined).toMatchObject({ state: 'declined', decisionNote: 'Not ours.' });
    await expect(approve(operator, { id: approval })).resolves.toMatchObject({ code: 'conflict' });
    await expect(declineApproval(actor, { id: approval })).resolves.toMatchObject({ code: 'conflict' });
  }
  expect(succeeded(await readLicense(acme.owner, { id })).state).toBe('active');
});

it('answers conflict when it is asked for twice, locked already, or a trial; not-found for none', async () => {
  const trial = await makeTrial((await makeTeam(test, 'Other Inc')).owner);
  await expect(askForLock(support, { id: trial.id, reason: REASON })).resolves.toMatchObject({
    code: 'conflict',
  });
  const { id } = await makeProduction(test, acme);
  const approval = await ask(support, id);
  await expect(askForLock(operator, { id, reason: REASON })).resolves.toMatchObject({ code: 'conflict' });
  succeeded(await approve(operator, { id: approval }));
  await expect(approve(operator, { id: approval })).resolves.toMatchObject({ code: 'conflict' });
  await expect(askForLock(operator, { id, reason: REASON })).resolves.toMatchObject({ code: 'conflict' });
  for (const none of [randomUUID(), 'nothing']) {
    await expect(approve(operator, { id: none })).resolves.toMatchObject({ code: 'not-found' });
    await expect(declineApproval(operator, { id: none })).resolves.toMatchObject({ code: 'not-found' });
  }
  const unknown = { id: 'LIC-0000-0000', reason: REASON };
  await expect(askForLock(support, unknown)).resolves.toMatchObject({ code: 'not-found' });
  await expect(askForLock(await acme.staff('sales'), { id, reason: REASON })).resolves.toMatchObject({
    code: 'forbidden',
  });
  await expect(askForLock(support, { id, reason: REASON }, { ifMatch: ['0'] })).resolves.toMatchObject({
    code: 'stale-version',
  });
});

it('is renewed by two people, 14 days from then; and not once it has ended by itself', async () => {
  const start = Date.now();
  const { id } = await lockedProduction(start);
  await expect(askForLockRenewal(support, { id, note: 'Still public.' })).resolves.toMatchObject({
    ok: true,
  });
  const [open] = succeeded(await listApprovals(operator, { state: 'open', license: id, limit: 1 })).items;
  const day5 = start + 5 * DAY_MS;
  succeeded(await approve(operator, { id: open?.id ?? '' }, { now: day5 }));
  const license = succeeded(await readLicense(acme.owner, { id }, { now: day5 }));
  expect(license).toMatchObject({
    stateReason: REASON,
    stateUntil: new Date(day5 + 14 * DAY_MS).toISOString(),
  });

  const late = succeeded(await askForLockRenewal(support, { id, note: 'Still.' }, { now: day5 + DAY_MS }));
  const ended = { now: day5 + 14 * DAY_MS };
  await expect(approve(operator, { id: late.approval }, ended)).resolves.toMatchObject({ code: 'conflict' });
  await expect(unlockLicense(support, { id, note: 'x' }, ended)).resolves.toMatchObject({ code: 'conflict' });
  await expect(askForLockRenewal(support, { id, note: 'x' }, ended)).resolves.toMatchObject({
    code: 'conflict',
  });
  succeeded(await declineApproval(support, { id: late.approval }));
  // What has ended by itself can be locked anew.
  const again = succeeded(await askForLock(support, { id, reason: 'Again.' }, ended));
  succeeded(await approve(operator, { id: again.approval }, ended));
  const locks =
    await test.sql`select reason, unlocked_at from locks where license_id = ${id} order by locked_at`;
  expect(locks).toMatchObject([
    { reason: REASON, unlocked_at: new Date(day5 + 14 * DAY_MS) },
    { reason: 'Again.', unlocked_at: null },
  ]);
});

it('is renewed only where a production license is locked', async () => {
  const { id } = await makeProduction(test, acme);
  await expect(askForLockRenewal(support, { id, note: 'x' })).resolves.toMatchObject({ code: 'conflict' });
  const trial = await makeTrial((await makeTeam(test, 'Fifth Inc')).owner);
  succeeded(await lockLicense(support, { id: trial.id, reason: 'x' }));
  await expect(askForLockRenewal(support, { id: trial.id, note: 'x' })).resolves.toMatchObject({
    code: 'conflict',
  });
  await expect(askForLockRenewal(acme.owner, { id, note: 'x' })).resolves.toMatchObject({
    code: 'forbidden',
  });
  await expect(askForLockRenewal(support, { id, note: 'x' }, { ifMatch: ['0'] })).resolves.toMatchObject({
    code: 'stale-version',
  });
});

it('is unlocked by one person with a note', async () => {
  const { id } = await lockedProduction();
  const unlocked = succeeded(await unlockLicense(support, { id, note: 'Key replaced.' }));
  expect(unlocked).toMatchObject({ state: 'active', stateReason: null });
  const [row] = await test.sql`select locked_at, lock_reason, lock_ends_at from licenses where id = ${id}`;
  expect(row).toEqual({ locked_at: null, lock_reason: null, lock_ends_at: null });
});

it('tells the team of lock, renewal and unlock, staff of what waits, and whoever asked of the decision', async () => {
  const { id, approval } = await lockedProduction();
  const inbox = async (personId: string | null) =>
    (
      await test.sql`select notice from inbox_items where person_id = ${personId}
                     and (subject_id = ${approval} or subject_id in (select id::text from locks where license_id = ${id}))
                     order by notice`
    ).map(({ notice }) => notice);
  expect(await inbox(acme.owner.personId)).toEqual(['license-locked']);
  expect(await inbox(operator.personId)).toEqual(['approval-asked']);
  expect(await inbox(support.personId)).toEqual(['approval-decided']);
  succeeded(await unlockLicense(support, { id, note: 'x' }));
  expect(await inbox(acme.owner.personId)).toEqual(['license-locked', 'license-unlocked']);
});

it('is in the audit log under the license: who asked, who approved, and no text', async () => {
  const { id, approval } = await lockedProduction();
  const entries = await test.sql`
    select action, actor_id, before, after, team_id from audit_entries where subject_id = ${id} order by audit_entries.id desc limit 2`;
  expect(entries.toReversed()).toMatchObject([
    { action: 'lock.ask', actor_id: support.personId, after: { approval } },
    {
      action: 'approval.approve',
      actor_id: operator.personId,
      team_id: acme.team.id,
      before: { approval, type: 'emergency-lock', askedBy: support.personId },
      after: { approvedBy: operator.personId },
    },
  ]);
  expect(JSON.stringify(entries)).not.toContain('repository');
});

it('is approved alone where one person is on staff and the installation allows it, and says so', async () => {
  const { id } = await makeProduction(test, acme);
  const approval = await ask(support, id);
  await test.sql`update people set suspended_at = now() where staff_role is not null and id <> ${support.personId}`;
  await expect(approve(support, { id: approval })).resolves.toMatchObject({ code: 'forbidden' });
  const usual = installation();
  setInstallation({ ...usual, config: { ...usual.config, lockSecondPerson: 'optional' } });
  const decided = await approve(support, { id: approval });
  setInstallation(usual);
  await test.sql`update people set suspended_at = null where staff_role is not null`;
  expect(succeeded(decided)).toMatchObject({ state: 'approved', alone: true });
  const [entry] = await test.sql`
    select after from audit_entries where subject_id = ${id} and action = 'approval.approve'`;
  expect(entry?.after).toMatchObject({ alone: true });
});
