import { expect, test } from 'vitest';
import { DAY_MS } from '#lib/domain/instant.ts';
import { useTestDatabase } from '../e2e/test-database.ts';
import { keepTables } from './upkeep.ts';

const db = useTestDatabase();
const NOW = Date.UTC(2030, 0, 10);
const at = (offset: number) => new Date(NOW + offset).toISOString();

test('what nobody needs any more is forgotten, and what is a second younger stays', async () => {
  const [person] =
    await db.sql`insert into people (email, name, created_at) values ('a@example.com', 'A', now()) returning id`;
  const id = String(person?.id);
  for (const [name, offset] of [
    ['old', -1],
    ['young', 1_000],
  ] as const) {
    await db.sql`insert into attempts values (${name}, 'x', ${at(-2 * DAY_MS + offset)}, 1)`;
    await db.sql`
      insert into sign_ups (token_hash, email, name, team_name, password_hash, created_at, expires_at)
      values (${name}, 'a@example.com', 'A', 'T', 'x', ${at(0)}, ${at(-30 * DAY_MS + offset)})`;
    await db.sql`
      insert into password_links (token_hash, person_id, created_at, expires_at)
      values (${name}, ${id}, ${at(0)}, ${at(-30 * DAY_MS + offset)})`;
    await db.sql`
      insert into sessions (person_id, user_agent, created_at, last_seen_at, expires_at)
      values (${id}, ${name}, ${at(0)}, ${at(0)}, ${at(offset)})`;
  }
  await keepTables(db.database.orm, NOW);
  const left = await db.sql`
    select kind as name from attempts union all select token_hash from sign_ups
    union all select token_hash from password_links union all select user_agent from sessions`;
  expect(left.map(({ name }) => name)).toEqual(['young', 'young', 'young', 'young']);
});
