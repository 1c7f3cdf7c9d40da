import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { TOLD, type Told } from '#lib/domain/recipients.ts';
import { makeKeys, makeTeam, makeTrial, type Scene } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { renderLetter } from './render-letter.ts';
import type { Words } from './told/words.ts';
import { wordsOf } from './told/words-of.ts';
import { toldLetter } from './told-letter.tsx';

const db = useTestDatabase({ VENDOR_NAME: 'Microblink', VENDOR_TIME_ZONE: 'Europe/Zagreb' });
const NOW = Date.UTC(2026, 10, 24, 12);
const at = (days: number) => new Date(NOW + days * DAY_MS).toISOString();
const sender = { vendorName: 'Microblink', appUrl: 'https://licenses.example.com' };

let scene: Scene;
/** By notice: the row it is about, and when it is told. */
const about: Partial<Record<Told, { id: string; now?: number }>> = {};

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const id = String(row.id ?? randomUUID());
  await db.sql`insert into ${db.sql(table)} ${db.sql({ id, ...row })}`;
  return id;
}

const agreement = (changes: Record<string, unknown> = {}) =>
  insert('agreements', {
    number: `AGR-${randomUUID().slice(0, 8)}`,
    team_id: scene.team.id,
    title: 'Scanning',
    products: ['BlinkID'],
    platforms: ['android'],
    app_limit: 5,
    starts_on: '2026-01-01',
    ends_on: '2026-12-31',
    starts_at: '2025-12-31T23:00:00Z',
    last_instant_at: '2026-12-31T23:00:00Z',
    notice_days: 30,
    lease_seconds: 3600,
    grace_seconds: 3600,
    retry_seconds: 300,
    created_at: at(-1),
    ...changes,
  });

const notice = (agreementId: string, changes: Record<string, unknown> = {}) =>
  insert('agreement_notices', {
    agreement_id: agreementId,
    cause: 'agreement-terminated',
    notice_days: 30,
    message: 'Thank you for three good years.\n\nLea Novak',
    stored_at: at(0),
    ...changes,
  });

const SERVED = { served_at: at(0), served_by: 'mail', effective_at: '2026-12-31T23:00:00Z' };

beforeAll(async () => {
  await makeKeys(db, NOW);
  scene = await makeTeam(db, 'Acme');
  const trial = (await makeTrial(scene.owner, { name: 'Acme Wallet' }, NOW)).id;
  const agreementId = await agreement();
  const production = (await makeTrial(scene.owner, { name: 'Acme Pay' }, NOW)).id;
  await db.sql`update licenses set kind = 'production', ends_at = null, agreement_id = ${agreementId} where id = ${production}`;
  const former = (await makeTrial(scene.owner, { name: 'Acme Pay' }, NOW)).id;
  await db.sql`update licenses set replaced_by = ${trial}, revoked_at = ${at(7)} where id = ${former}`;
  await db.sql`
    insert into check_counts (hour, license_id, platform, app, product, version, os, outcome, code, count, last_at)
    values ('2026-11-24T11:00:00Z', ${production}, 'android', 'com.acme.app', 'BlinkID', '7.8', '15', 'lease', '', 5, '2026-11-24T11:40:00Z')`;
  for (const told of ['trial-ends', 'trial-ended', 'trial-extended', 'key-replaced', 'first-check'] as const)
    about[told] = { id: trial };
  about['trial-ends'] = { id: trial, now: NOW + 27 * DAY_MS };
  about['trial-ended'] = { id: trial, now: NOW + 30 * DAY_MS };
  for (const told of ['license-issued', 'license-converted'] as const) about[told] = { id: production };

  about['ending-notice'] = { id: await notice(agreementId) };
  const other = await agreement();
  await db.sql`update licenses set agreement_id = ${agreementId} where id = ${production}`;
  const served = await notice(other, SERVED);
  about['ending-reminder'] = { id: served, now: Date.UTC(2026, 11, 17, 23) };
  about['ending-in-effect'] = { id: served, now: Date.UTC(2026, 11, 31, 23) };
  const cured = { ...SERVED, cancelled_at: at(3), cancel_kind: 'cured' };
  about['ending-cancelled'] = { id: await notice(await agreement(), { cause: 'material-breach', ...cured }) };
  about['agreement-held'] = {
    id: await agreement({ held_from: '2026-12-31T23:00:00Z', held_until: '2027-01-15T23:00:00Z' }),
  };
  for (const told of ['agreement-renewed', 'agreement-amended'] as const) about[told] = { id: agreementId };

  const lock = {
    license_id: trial,
    locked_at: at(0),
    reason: 'Your key seems to be public.',
    note: 'ticket 7',
  };
  const running = await insert('locks', { ...lock, ends_at: at(14) });
  about['license-locked'] = { id: running };
  about['lock-renewed'] = { id: running };
  const ended = { ...lock, license_id: former };
  about['lock-ended'] = {
    id: await insert('locks', { ...ended, ends_at: at(1), unlocked_at: at(1) }),
    now: NOW + DAY_MS,
  };
  about['license-unlocked'] = {
    id: await insert('locks', { ...ended, unlocked_at: at(0.5), unlock_note: 'ticket 8' }),
  };

  const request = (state: string) =>
    insert('requests', {
      type: 'production',
      team_id: scene.team.id,
      license_id: trial,
      state,
      subject: 'Production for Acme Wallet',
      terms: db.sql.json({}),
      created_at: at(0),
      created_by: scene.owner.personId,
      answer_by: at(2),
      decided_at: ['granted', 'declined', 'withdrawn'].includes(state) ? at(1) : null,
      last_message_at: at(0),
    });
  const message = (requestId: string, side: string) =>
    insert('request_messages', { request_id: requestId, side, at: at(0), body: 'We release in March.' });
  const open = await request('open');
  about['request-received'] = { id: open };
  about['request-reply'] = { id: await message(open, 'team') };
  about['request-answered'] = { id: await message(open, 'staff') };
  for (const state of ['granted', 'declined', 'withdrawn'] as const)
    about[`request-${state}`] = { id: await request(state) };

  const approval = {
    type: 'emergency-lock',
    license_id: production,
    terms: db.sql.json({}),
    asked_at: at(0),
    asked_by: (await scene.staff('support')).personId,
  };
  const second = (await scene.staff('support')).personId;
  const decision = { state: 'approved', decided_at: at(0), decided_by: second };
  about['approval-decided'] = { id: await insert('approvals', { ...approval, ...decision }) };
  about['approval-asked'] = { id: await insert('approvals', { ...approval, state: 'open' }) };
  for (const told of ['second-factor-on', 'second-factor-off', 'recovery-code-used'] as const)
    about[told] = { id: String(scene.owner.personId) };
});

async function words(told: Told): Promise<Words> {
  const { id, now = NOW } = about[told] ?? { id: '' };
  const found = await wordsOf(told, { handle: db.database.orm, id, now });
  if (!found) throw new Error(`nothing is told of ${told}`);
  return found;
}

test.each(TOLD)(
  '%s says what happened and what to do, links to one place and loads nothing',
  async (told) => {
    const { html, text, subject } = await renderLetter(toldLetter(sender, await words(told)));
    const links = html.match(/https?:\/\/[^"'<\s]*/g);
    expect(links).toHaveLength(1);
    expect(text).toContain(`\n${links?.[0]}\n`);
    expect(html).not.toMatch(/<img|<link|src=|url\(/);
    expect(subject.length).toBeLessThan(90);
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(flat).toMatch(/You get this mail because/);
    expect(flat).toMatch(
      /What to do:|There is nothing to do|nothing to do|To go on|Answer on its page|If it was not you|It was done|Nothing was (changed|done)|An answer was promised|It is ready|Its page shows|build the new key/,
    );
    // Nothing that staff noted.
    expect(text).not.toContain('ticket');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  },
);

const ABOUT_LICENSES = TOLD.filter((told) => !/^(second|recovery)/.test(told));

test.each(ABOUT_LICENSES)(
  '%s names license, product, identifiers, whether production is affected, and the last use',
  async (told) => {
    const facts = new Map((await words(told)).facts.map(({ label, value }) => [label, value]));
    for (const label of ['Product', 'Identifiers', 'Production affected', 'Last use'])
      expect(facts.get(label)).toBeTruthy();
    expect(facts.get('License') ?? facts.get('Licenses')).toBeTruthy();
  },
);

test('the facts are those of the license: production is affected, and when it was last used', async () => {
  const { facts } = await words('ending-notice');
  const value = (name: string) => facts.find(({ label }) => label === name)?.value;
  expect(value('Production affected')).toBe('Yes');
  expect(value('Last use')).toBe('Tue 24 Nov 2026, 12:40 CET (11:40 UTC)');
  expect(value('Identifiers')).toBe('com.acme.app');
  expect(value('Licenses')).toMatch(/^Acme Pay \(LIC-/);
});

test('a notice that is not served yet says its moment as of today, and what moves it', async () => {
  const text = (await words('ending-notice')).says.join(' ');
  expect(text).toContain('It takes effect at the end of Thu 24 Dec 2026 (24:00 CET, 23:00 UTC), or later if');
});

test('a served one says its moment, in the zone of the vendor and in UTC', async () => {
  const reminder = await words('ending-reminder');
  expect(reminder.subject).toMatch(/^The agreement AGR-\w+ ends in 14 days$/);
  expect(reminder.says.join(' ')).toContain(
    'at the end of Thu 31 Dec 2026 (24:00 CET, 23:00 UTC). That moment is never moved earlier.',
  );
});

test("the vendor's words are shown as they were written, apart from ours", async () => {
  const { html, text } = await renderLetter(toldLetter(sender, await words('ending-notice')));
  expect(text).toContain('Message of Microblink:');
  expect(text).toContain('> Thank you for three good years.\n> \n> Lea Novak');
  expect(html).toMatch(/good years\.<\/p><p[^>]*>Lea Novak/);
});

test('in the text each fact is a line', async () => {
  const { text } = await renderLetter(toldLetter(sender, await words('trial-ends')));
  expect(text).toMatch(/^Product: BlinkID$/m);
  expect(text).toMatch(/^Identifiers: com\.acme\.app$/m);
});
