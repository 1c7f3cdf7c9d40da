import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { extendTrial } from '#lib/licensing/extend-trial.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { assignRequest } from './assign-request.ts';
import { createRequest } from './create-request.ts';
import { declineRequest } from './decline-request.ts';
import { grantRequest } from './grant-request.ts';
import { listRequests } from './list-requests.ts';
import { readRequest } from './read-request.ts';
import { withdrawRequest } from './withdraw-request.ts';
import { writeMessage } from './write-message.ts';

const test = useTestDatabase();
let acme: Scene;
let other: Scene;
beforeAll(() => makeKeys(test));
// A team may have three running trials, and each test has its own.
beforeEach(async () => {
  acme = await makeTeam(test, 'Acme Inc');
  other = await makeTeam(test, 'Other Inc');
});

const ask = async (type: 'production' | 'extension' | 'unlock' | 'other', by = acme) => {
  const license = await makeTrial(by.owner);
  const made = await createRequest(by.owner, { type, license: license.id, message: 'Please.' });
  return { license, request: succeeded(made) };
};
const told = async (notice: string, subject: string) => {
  const rows = await test.sql`select * from deliveries where notice = ${notice} and subject_id = ${subject}`;
  return rows.length;
};

describe('asking', () => {
  it('fills in what the license says, promises an answer and tells staff', async () => {
    await acme.staff('sales');
    const { license, request } = await ask('production');
    expect(request).toMatchObject({
      type: 'production',
      state: 'open',
      license: license.id,
      terms: { products: license.products, platforms: license.platforms },
      messages: [{ side: 'team', body: 'Please.' }],
    });
    expect(request.terms.apps).toHaveLength(license.apps.length);
    expect(Date.parse(request.answerBy) - Date.parse(request.createdAt)).toBe(2 * DAY_MS);
    expect(await told('request-received', request.id)).toBeGreaterThan(0);
  });

  it('answers conflict for the same twice, invalid-input without a license, not-found for another team’s', async () => {
    const { license } = await ask('other');
    const again = { type: 'other' as const, license: license.id, message: 'Again.' };
    await expect(createRequest(acme.owner, again)).resolves.toMatchObject({ code: 'conflict' });
    await expect(createRequest(acme.owner, { type: 'unlock', message: 'x' })).resolves.toMatchObject({
      code: 'invalid-input',
      errors: [{ pointer: '/license' }],
    });
    await expect(createRequest(other.owner, again)).resolves.toMatchObject({ code: 'not-found' });
    await expect(createRequest(await acme.member('viewer'), again)).resolves.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('the conversation', () => {
  it('goes to and fro, is answered by staff and opened by the team, and tells the other side', async () => {
    const support = await acme.staff('support');
    const { request } = await ask('other');
    const answered = succeeded(await writeMessage(support, { id: request.id, body: 'Which device?' }));
    expect(answered).toMatchObject({ state: 'answered', assignee: { id: support.personId } });
    const [, message] = answered.messages;
    expect(await told('request-answered', message?.id ?? '')).toBe(1);
    const reopened = succeeded(await writeMessage(acme.owner, { id: request.id, body: 'A tablet.' }));
    expect(reopened.state).toBe('open');
    expect(reopened.messages.map(({ side }) => side)).toEqual(['team', 'staff', 'team']);
    // Only whoever has taken it is told.
    expect(await told('request-reply', reopened.messages.at(-1)?.id ?? '')).toBe(1);
    const [entry] = await test.sql`
      select * from audit_entries where subject_id = ${request.id} and action = 'request.write' limit 1`;
    expect(JSON.stringify(entry)).not.toContain('device');
  });

  it('is closed once it was decided, for everybody', async () => {
    const { request } = await ask('other');
    const sales = await acme.staff('sales');
    succeeded(await declineRequest(sales, { id: request.id, reason: 'Not yet.' }));
    const input = { id: request.id };
    for (const late of [
      writeMessage(acme.owner, { ...input, body: 'x' }),
      withdrawRequest(acme.owner, input),
      declineRequest(sales, { ...input, reason: 'x' }),
      grantRequest(sales, input),
      assignRequest(sales, { ...input, assignee: 'me' }),
    ])
      await expect(late).resolves.toMatchObject({ code: 'conflict' });
  });

  it('is read by both sides alike, and by no other team', async () => {
    const { request } = await ask('other');
    const seen = succeeded(await readRequest(await acme.member('viewer'), { id: request.id }));
    expect(succeeded(await readRequest(await acme.staff('sales'), { id: request.id }))).toEqual(seen);
    await expect(readRequest(other.owner, { id: request.id })).resolves.toEqual(
      await readRequest(other.owner, { id: crypto.randomUUID() }),
    );
    await expect(readRequest(acme.owner, { id: 'x' })).resolves.toMatchObject({ code: 'not-found' });
  });
});

describe('deciding', () => {
  it('unlocks in place, and tells whoever asked', async () => {
    const support = await acme.staff('support');
    const { license, request } = await ask('unlock');
    succeeded(await lockLicense(support, { id: license.id, reason: 'A leaked key.' }));
    const granted = succeeded(
      await grantRequest(support, { id: request.id, message: 'It was another key.' }),
    );
    expect(granted).toMatchObject({ state: 'granted', decidedBy: { id: support.personId } });
    expect(succeeded(await readLicense(acme.owner, { id: license.id })).state).not.toBe('locked');
    expect(await told('request-granted', request.id)).toBe(1);
    const entries = await test.sql`
      select action from audit_entries where actor_id = ${support.personId} and action like '%.unlock'`;
    expect(entries).toHaveLength(1);
  });

  it('extends in place, by as many days as are said', async () => {
    const { license, request } = await ask('extension');
    succeeded(await grantRequest(await acme.staff('sales'), { id: request.id, days: 30 }));
    const extended = succeeded(await readLicense(acme.owner, { id: license.id }));
    expect(Date.parse(extended.endsAt ?? '') - Date.parse(license.endsAt ?? '')).toBe(30 * DAY_MS);
  });

  it('takes everything back when what was asked for cannot be done, or not by this role', async () => {
    const { request } = await ask('unlock');
    await expect(grantRequest(await acme.staff('support'), { id: request.id })).resolves.toMatchObject({
      code: 'conflict',
    });
    await expect(grantRequest(await acme.staff('sales'), { id: request.id })).resolves.toMatchObject({
      code: 'forbidden',
    });
    const extension = await ask('extension');
    await expect(
      grantRequest(await acme.staff('support'), { id: extension.request.id }),
    ).resolves.toMatchObject({
      code: 'forbidden',
    });
    await expect(grantRequest(acme.owner, { id: request.id })).resolves.toMatchObject({ code: 'forbidden' });
    expect(succeeded(await readRequest(acme.owner, { id: request.id })).state).toBe('open');
  });

  it('asks for the agreement of a production license', async () => {
    const { request } = await ask('production');
    await expect(grantRequest(await acme.staff('sales'), { id: request.id })).resolves.toMatchObject({
      code: 'invalid-input',
      errors: [{ pointer: '/agreement' }],
    });
    await expect(
      grantRequest(await acme.staff('sales'), { id: request.id, agreement: 'NO-1' }),
    ).resolves.toMatchObject({ code: 'invalid-input' });
  });

  it('is withdrawn by the team, and taken and given back by staff', async () => {
    const sales = await acme.staff('sales');
    const { request } = await ask('other');
    expect(succeeded(await assignRequest(sales, { id: request.id, assignee: 'me' })).assignee?.id).toBe(
      sales.personId,
    );
    expect(succeeded(await assignRequest(sales, { id: request.id, assignee: null })).assignee).toBeNull();
    expect(succeeded(await withdrawRequest(acme.owner, { id: request.id })).state).toBe('withdrawn');
    await expect(withdrawRequest(sales, { id: request.id })).resolves.toMatchObject({ code: 'forbidden' });
  });
});

describe('the queue', () => {
  it('shows what waits, first promised first, page by page; a team sees its own', async () => {
    const team = await makeTeam(test, 'Queue Inc');
    const [later, sooner] = [await ask('production', team), await ask('unlock', team)];
    const { items } = succeeded(
      await listRequests(await team.staff('sales'), { state: 'waiting', team: team.team.slug, limit: 50 }),
    );
    expect(items.map(({ id }) => id)).toEqual([sooner.request.id, later.request.id]);
    const first = succeeded(await listRequests(team.owner, { limit: 1 }));
    expect(first.items.map(({ id }) => id)).toEqual([sooner.request.id]);
    const second = succeeded(await listRequests(team.owner, { limit: 1, cursor: first.next ?? '' }));
    expect(second).toMatchObject({ items: [{ id: later.request.id }], next: null });
    await expect(listRequests(team.owner, { limit: 1, cursor: 'x' })).resolves.toMatchObject({
      code: 'invalid-input',
    });
    await expect(listRequests(other.owner, { team: team.team.slug, limit: 5 })).resolves.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('an extension by the team itself', () => {
  it('adds 14 days once, leaves staff the reason, and is then a request', async () => {
    const trial = await makeTrial(acme.owner);
    const input = { id: trial.id, reason: 'The release slipped.' };
    const extended = succeeded(await extendTrial(acme.owner, input));
    expect(Date.parse(extended.endsAt ?? '') - Date.parse(trial.endsAt ?? '')).toBe(14 * DAY_MS);
    const [note] = await test.sql`select body from license_notes where license_id = ${trial.id}`;
    expect(note?.body).toContain('The release slipped.');
    await expect(extendTrial(acme.owner, input)).resolves.toMatchObject({ code: 'conflict' });
    await expect(extendTrial(acme.owner, { ...input, days: 30 })).resolves.toMatchObject({
      code: 'invalid-input',
    });
    await expect(extendTrial(other.owner, input)).resolves.toMatchObject({ code: 'not-found' });
    await expect(extendTrial(await acme.member('viewer'), input)).resolves.toMatchObject({
      code: 'forbidden',
    });
    await expect(extendTrial(acme.owner, input, { ifMatch: ['1'] })).resolves.toMatchObject({
      code: 'stale-version',
    });
  });
});
