import { beforeAll, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { registerApp } from '#lib/licensing/register-app.ts';
import { renameLicense } from '#lib/licensing/rename-license.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { addNote } from './add-note.ts';
import { listNotes } from './list-notes.ts';
import { lockLicense } from './lock-license.ts';
import { readTimeline } from './read-timeline.ts';
import { unlockLicense } from './unlock-license.ts';

const test = useTestDatabase();
let acme: Scene;
let other: Scene;
let support: Awaited<ReturnType<Scene['staff']>>;
let trial: LicenseView;
const start = Date.now();
const at = (seconds: number) => ({ now: start + seconds * 1000 });

beforeAll(async () => {
  await makeKeys(test);
  acme = await makeTeam(test, 'Acme Inc');
  other = await makeTeam(test, 'Other Inc');
  support = await acme.staff('support');
  await test.sql`update people set name = 'Dana Support' where id = ${support.personId}`;
  await test.sql`update people set name = 'Mira Jansen' where id = ${acme.owner.personId}`;
  trial = await makeTrial(acme.owner, {}, start);
  const { id } = trial;
  succeeded(await renameLicense(acme.owner, { id, name: 'Wallet' }, at(1)));
  succeeded(await registerApp(acme.owner, { id, platform: 'android', value: 'com.acme.debug' }, at(2)));
  succeeded(
    await lockLicense(support, { id, reason: 'Your key seems public.', note: 'Seen on a forum.' }, at(3)),
  );
  succeeded(await addNote(support, { id, body: 'Called Mira.\nShe knows.' }, at(4)));
  succeeded(await unlockLicense(support, { id, note: 'False alarm.' }, at(5)));
  await test.sql`
    insert into requests (type, team_id, license_id, state, subject, terms, created_at, created_by, answer_by, last_message_at)
    values ('unlock', ${acme.team.id}, ${id}, 'open', 'Please unlock', '{}', ${new Date(start + 3_500).toISOString()},
            ${acme.owner.personId}, now(), now())`;
});

const timeline = async (actor = support, input: { limit?: number; cursor?: string } = {}) =>
  succeeded(await readTimeline(actor, { id: trial.id, limit: 50, ...input }, at(60)));

it('tells staff all that happened, newest first, with both texts of each lock and the notes', async () => {
  const { items, next } = await timeline();
  expect(next).toBeNull();
  expect(items.map(({ kind, title, says, note }) => [kind, title, says, note])).toEqual([
    ['unlock', 'Unlocked', null, 'False alarm.'],
    ['note', 'Noted', null, 'Called Mira.\nShe knows.'],
    ['request', 'Asked for an unlock', 'Please unlock', null],
    ['lock', 'Locked', 'Your key seems public.', 'Seen on a forum.'],
    ['change', 'Registered identifiers', 'Identifier: com.acme.debug (android)', null],
    ['change', 'Renamed a license', expect.stringContaining('then Wallet'), null],
    ['change', 'Created a trial', expect.stringContaining('com.acme.app (android)'), null],
  ]);
  expect(items[0]?.by).toEqual({ side: 'staff', name: 'Dana Support' });
  expect(items.at(-1)?.by).toEqual({ side: 'team', name: 'Mira Jansen' });
});

it('tells nobody that staff looked: that is for the audit log', async () => {
  succeeded(await readLicense(support, { id: trial.id }, at(10)));
  const titles = (await timeline()).items.map(({ title }) => title);
  expect(titles.filter((title) => title.startsWith('Looked'))).toEqual([]);
});

it('tells the team the same without anything internal', async () => {
  const { items } = await timeline(acme.owner);
  expect(items.map(({ title }) => title)).toEqual([
    'Unlocked',
    'Asked for an unlock',
    'Locked',
    'Registered identifiers',
    'Renamed a license',
    'Created a trial',
  ]);
  expect(items.find(({ kind }) => kind === 'lock')).toMatchObject({
    says: 'Your key seems public.',
    by: { side: 'staff', name: null },
  });
  const text = JSON.stringify(items);
  for (const secret of ['forum', 'False alarm', 'Called', 'Dana']) expect(text).not.toContain(secret);
});

it('gives pages that join without a gap or an overlap, and refuses a foreign cursor', async () => {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await timeline(support, { limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor);
  expect(seen).toEqual((await timeline()).items.map(({ id }) => id));
  await expect(readTimeline(support, { id: trial.id, limit: 2, cursor: 'x' })).resolves.toMatchObject({
    code: 'invalid-input',
  });
});

it('tells of notices to its agreement, and of an emergency lock that ended by itself', async () => {
  const license = await makeTrial(other.owner, {}, start);
  const [agreement] = await test.sql<{ id: string }[]>`
    insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
      last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
    values ('AGR-1', ${other.team.id}, 'All', '{BlinkID}', '{android}', 5, '2026-01-01', '2027-02-28', '2026-01-01',
      '2027-03-01', 30, 86400, 259200, 300, now()) returning id`;
  await test.sql`update licenses set agreement_id = ${agreement?.id ?? ''} where id = ${license.id}`;
  await test.sql`
    insert into agreement_notices (agreement_id, cause, notice_days, message, stored_at)
    values (${agreement?.id ?? ''}, 'material-breach', 30, 'You passed the key on.', ${new Date(start).toISOString()})`;
  await test.sql`
    insert into locks (license_id, locked_at, reason, note, ends_at)
    values (${license.id}, ${new Date(start + 1_000).toISOString()}, 'Leaked.', 'x', ${new Date(start + 2_000).toISOString()})`;
  const { items } = succeeded(await readTimeline(other.owner, { id: license.id, limit: 50 }, at(60)));
  expect(items.map(({ title, says }) => [title, says])).toEqual([
    ['The emergency lock ended by itself', null],
    ['Locked in an emergency', 'Leaked.'],
    ['Notice of material breach', 'You passed the key on.'],
    ['Created a trial', expect.any(String)],
  ]);
});

it('lists notes newest first, in pages, for staff alone', async () => {
  const { id } = trial;
  const role = await acme.staff('sales');
  succeeded(await addNote(role, { id, body: 'Second.' }, at(70)));
  succeeded(await addNote(COMMAND, { id, body: 'Third.' }, at(80)));
  const first = succeeded(await listNotes(role, { id, limit: 2 }));
  expect(first.items.map(({ body, author }) => [body, author])).toEqual([
    ['Third.', null],
    ['Second.', 'Somebody'],
  ]);
  const second = succeeded(await listNotes(role, { id, limit: 2, cursor: first.next ?? '' }));
  expect(second).toMatchObject({ items: [{ author: 'Dana Support' }], next: null });
  await expect(listNotes(role, { id, limit: 2, cursor: '%' })).resolves.toMatchObject({
    code: 'invalid-input',
  });
});

it('refuses notes to teams, and answers another team like a license that does not exist', async () => {
  const { id } = trial;
  const missing = { id: 'LIC-0000-0000', limit: 5 };
  await expect(listNotes(acme.owner, { id, limit: 5 })).resolves.toMatchObject({ code: 'forbidden' });
  await expect(addNote(acme.owner, { id, body: 'x' })).resolves.toMatchObject({ code: 'forbidden' });
  expect(await addNote(other.owner, { id, body: 'x' })).toEqual(
    await addNote(other.owner, { id: missing.id, body: 'x' }),
  );
  expect(await listNotes(other.owner, { id, limit: 5 })).toEqual(await listNotes(other.owner, missing));
  const foreign = await readTimeline(other.owner, { id, limit: 5 });
  expect(foreign).toEqual(await readTimeline(other.owner, missing));
  expect(foreign).toMatchObject({ code: 'not-found' });
  await expect(readTimeline(ANONYMOUS, { id, limit: 5 })).resolves.toMatchObject({ code: 'unauthenticated' });
});

it('writes that a note was made into the audit log, not what it says; and once for one key', async () => {
  const license = await makeTrial(other.owner);
  const call = { idempotencyKey: 'one-note' };
  const first = succeeded(await addNote(support, { id: license.id, body: 'Mira is on leave.' }, call));
  expect(succeeded(await addNote(support, { id: license.id, body: 'Mira is on leave.' }, call))).toEqual(
    first,
  );
  const entries =
    await test.sql`select * from audit_entries where subject_id = ${license.id} and action = 'note.add'`;
  expect(entries).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain('Mira');
});
