import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { updateMe } from '#lib/accounts/update-me.ts';
import type { Actor } from '#lib/use-case.ts';
import { ANONYMOUS, COMMAND } from '#lib/use-case.ts';
import { makeTeam, type Scene, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { listInbox } from './list-inbox.ts';
import { markInbox } from './mark-inbox.ts';

const db = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);
let scene: Scene;
let other: Actor;

beforeAll(async () => {
  scene = await makeTeam(db, 'Acme');
  other = await scene.member('viewer');
});

async function put(actor: Actor, at: number): Promise<string> {
  const [row] = await db.sql`
    insert into inbox_items (key, person_id, team_id, notice, subject_id, title, href, created_at)
    values (${randomUUID()}, ${actor.personId}, ${scene.team.id}, 'trial-ends', 'LIC', 'The trial ends', '/acme', ${new Date(at).toISOString()})
    returning id`;
  return String(row?.id);
}

const list = async (actor: Actor, input: Partial<Parameters<typeof listInbox>[1]> = {}) =>
  succeeded(await listInbox(actor, { limit: 50, ...input }));

test('the newest is first, by pages, and what others were told is not among it', async () => {
  const me = await scene.member('developer');
  const ids = [];
  // Two at the same moment: the cursor keeps them apart.
  for (const at of [0, 1, 1, 2, 3]) ids.push(await put(me, NOW + at));
  await put(other, NOW + 9);
  const all = await list(me);
  expect(all.items.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(all.items[0]).toMatchObject({ id: ids[4], kind: 'trials', team: scene.team.slug, readAt: null });
  expect(all).toMatchObject({ next: null, unread: 5 });
  const paged: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(me, { limit: 2, cursor });
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  expect(paged).toEqual(all.items.map(({ id }) => id));
});

test('items are marked read by ID, all up to an instant, and unread again; others are left alone', async () => {
  const me = await scene.member('developer');
  const [first, second, third] = [await put(me, NOW), await put(me, NOW + 1), await put(me, NOW + 2)];
  const theirs = await put(other, NOW);
  const mark = async (input: Parameters<typeof markInbox>[1], at = NOW + 10) =>
    succeeded(await markInbox(me, input, { now: at })).unread;
  expect(await mark({ ids: [first, theirs], read: true })).toBe(2);
  expect(await mark({ ids: [first], read: true }, NOW + 99)).toBe(2);
  expect(await mark({ until: new Date(NOW + 1).toISOString(), read: true })).toBe(1);
  const { items } = await list(me);
  expect(items.map(({ id, readAt }) => [id, readAt])).toEqual([
    [third, null],
    [second, new Date(NOW + 10).toISOString()],
    [first, new Date(NOW + 10).toISOString()],
  ]);
  expect((await list(me, { show: 'unread' })).items.map(({ id }) => id)).toEqual([third]);
  expect(await mark({ ids: [first], read: false })).toBe(2);
  const [row] = await db.sql`select read_at from inbox_items where id = ${theirs}`;
  expect(row?.read_at).toBeNull();
});

test('nobody has no inbox, and a made-up cursor is refused', async () => {
  expect(await listInbox(ANONYMOUS, { limit: 1 })).toMatchObject({ code: 'unauthenticated' });
  expect(await markInbox(ANONYMOUS, { ids: [], read: true })).toMatchObject({ code: 'unauthenticated' });
  expect(await list(COMMAND)).toEqual({ items: [], next: null, unread: 0 });
  expect(await listInbox(other, { limit: 1, cursor: 'x' })).toMatchObject({
    code: 'invalid-input',
    errors: [{ pointer: '/cursor' }],
  });
});

test('what is muted is kept with the account, each kind once, and the name with it or alone', async () => {
  const me = await scene.member('developer');
  const muted = succeeded(await updateMe(me, { mutedNotices: ['requests', 'trials', 'trials'] }));
  expect(muted).toMatchObject({ name: 'Somebody', mutedNotices: ['trials', 'requests'] });
  expect(succeeded(await updateMe(me, { name: 'Ana' }))).toMatchObject({
    name: 'Ana',
    mutedNotices: ['trials', 'requests'],
  });
  const entries = await db.sql`
    select before, after from audit_entries where action = 'me.update' and actor_id = ${me.personId} order by id`;
  expect(entries.map(({ before, after }) => [before, after])).toEqual([
    [{ mutedNotices: [] }, { mutedNotices: ['trials', 'requests'] }],
    [null, null],
  ]);
});
