import { beforeAll, describe, expect, test } from 'vitest';
import { makeKeys, makeTeam, makeTrial, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { listTrialsWorthACall } from './list-trials-worth-a-call.ts';

const at = useTestDatabase();
const now = Date.UTC(2026, 10, 25, 12);
const DAY_MS = 86_400_000;

beforeAll(() => makeKeys(at, now - 40 * DAY_MS));

const countChecks = (license: string, app: string, days: number, count: number) => at.sql`
  insert into check_counts (hour, license_id, platform, app, product, version, os, outcome, code, count, last_at,
                            lease_ends_at, grace_ends_at)
  values (${new Date(now - days * DAY_MS)}, ${license}, 'android', ${app}, 'BlinkID', '7.8.1', '15', 'lease', '',
          ${count}, ${new Date(now - days * DAY_MS)}, ${new Date(now)}, ${new Date(now)})`;

const android = (value: string) => ({ apps: [{ platform: 'android' as const, value }] });

describe('trials worth a call', () => {
  test('are those whose checks rise on a real identifier, with the counts of both weeks', async () => {
    const { owner, team, staff } = await makeTeam(at, 'Rising Inc');
    const trial = await makeTrial(owner, android('com.rising.app'), now - 20 * DAY_MS);
    await makeTrial(owner, android('com.quiet.app'), now - 20 * DAY_MS);
    await countChecks(trial.id, 'com.rising.app', 9, 16);
    await countChecks(trial.id, 'com.rising.app', 2, 40);
    const { items } = succeeded(await listTrialsWorthACall(await staff('sales'), {}, { now }));
    expect(items.filter((one) => one.team === team.slug)).toEqual([
      {
        id: trial.id,
        name: trial.name,
        team: team.slug,
        teamName: 'Rising Inc',
        products: ['BlinkID'],
        endsAt: trial.endsAt,
        checks: 40,
        checksBefore: 16,
        colleagues: 1,
        triedBefore: [],
        signs: ['checks-rising', 'real-identifier'],
      },
    ]);
  });

  test('are those whose identifier another team had before, and not those of an example that everybody has', async () => {
    const before = await makeTeam(at, 'Before Inc');
    const after = await makeTeam(at, 'After Inc');
    await makeTrial(before.owner, android('com.shared.app'), now - 10 * DAY_MS);
    await makeTrial(before.owner, android('com.example.app'), now - 10 * DAY_MS);
    const tried = await makeTrial(after.owner, android('com.shared.app'), now - 5 * DAY_MS);
    await makeTrial(after.owner, android('com.example.app'), now - 5 * DAY_MS);
    const { items } = succeeded(await listTrialsWorthACall(await after.staff('operator'), {}, { now }));
    const found = items.filter(({ team }) => team === before.team.slug || team === after.team.slug);
    expect(found.map(({ id, triedBefore, signs }) => ({ id, triedBefore, signs }))).toEqual([
      { id: tried.id, triedBefore: ['com.shared.app'], signs: ['tried-before'] },
    ]);
  });

  test('count the colleagues who work on them, and leave out what has ended or is locked', async () => {
    const { owner, member, staff, team } = await makeTeam(at, 'Several Inc');
    await member('developer');
    await member('viewer');
    const running = await makeTrial(owner, android('com.several.app'), now - 3 * DAY_MS);
    const ended = await makeTrial(owner, android('com.several.old'), now - 31 * DAY_MS);
    const locked = await makeTrial(owner, android('com.several.locked'), now - 3 * DAY_MS);
    await at.sql`update licenses set locked_at = ${new Date(now)}, lock_reason = 'Why' where id = ${locked.id}`;
    for (const { id } of [running, ended, locked]) await countChecks(id, 'com.several.app', 1, 1);
    const { items } = succeeded(await listTrialsWorthACall(await staff('sales'), {}, { now }));
    const found = items.filter((one) => one.team === team.slug);
    expect(found.map(({ id, colleagues, signs }) => ({ id, colleagues, signs }))).toEqual([
      { id: running.id, colleagues: 2, signs: ['colleagues', 'real-identifier'] },
    ]);
  });

  test('are given page by page, and a cursor of elsewhere is refused', async () => {
    const sales = await (await makeTeam(at, 'Paging Inc')).staff('sales');
    const all = succeeded(await listTrialsWorthACall(sales, {}, { now }));
    const first = succeeded(await listTrialsWorthACall(sales, { limit: 1 }, { now }));
    expect(first.items).toEqual(all.items.slice(0, 1));
    const next = succeeded(
      await listTrialsWorthACall(sales, { limit: 1, cursor: first.next ?? '' }, { now }),
    );
    expect(next.items).toEqual(all.items.slice(1, 2));
    expect(await listTrialsWorthACall(sales, { cursor: 'x' }, { now })).toMatchObject({
      code: 'invalid-input',
    });
  });

  test('are for sales and operators alone: a team is never told that another tried its identifier', async () => {
    const { owner, staff } = await makeTeam(at, 'Curious Inc');
    expect(await listTrialsWorthACall(owner, {}, { now })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await listTrialsWorthACall(await staff('support'), {}, { now })).toMatchObject({
      code: 'forbidden',
    });
  });
});
