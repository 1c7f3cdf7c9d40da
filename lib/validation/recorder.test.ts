import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { TransactionSql } from 'postgres';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseCheckRequest } from '#sdk/protocol/check-request.ts';
import { checkFor, insertLicenseRow, NOON } from '../../e2e/check-scene.ts';
import { makeKeys } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import type { RecordedCheck } from './pending-check.ts';
import { makeRecorder, type Recorder, type RecorderOptions } from './recorder.ts';

const testDatabase = useTestDatabase();
let recorder: Recorder;
let license: string;

beforeAll(() => makeKeys(testDatabase));
beforeEach(async () => {
  make({});
  license = await insertLicenseRow(testDatabase.sql);
});
afterEach(() => recorder.close());

function make(options: Partial<RecorderOptions>) {
  recorder = makeRecorder({ sql: testDatabase.database.checks, ...options });
}

function record(changes: Parameters<typeof checkFor>[1] = {}, network = '192.0.2.0/24', now = NOON) {
  const parsed = parseCheckRequest(Buffer.from(JSON.stringify(checkFor(license, changes))));
  if (!parsed.ok) throw new Error(parsed.detail);
  return recorder.record({ check: parsed.check, network, now: () => now });
}

const outcomeOf = (recorded: RecordedCheck) =>
  recorded.kind === 'answered' ? recorded.answer.outcome : recorded.kind;

async function counted(id = license): Promise<number> {
  const [row] = await testDatabase.sql<{ sum: number }[]>`
    select coalesce(sum(count), 0)::int as sum from check_counts where license_id = ${id}`;
  return row?.sum ?? -1;
}

/** Whether it is kept within a time in which an unhindered check is answered many times over. */
async function isSettledSoon(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), sleep(300, false)]);
}

/** Runs fn while a transaction holds the rows that `lock` selects, and lets go of them whatever happens. */
async function whileHeld(
  lock: (tx: TransactionSql) => PromiseLike<unknown>,
  fn: () => Promise<void>,
): Promise<void> {
  const held = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = testDatabase.sql.begin(async (tx) => {
    await lock(tx);
    held.resolve();
    await release.promise;
  });
  await held.promise;
  await fn().finally(release.resolve);
  await holder;
}

test('a check is not answered before its count is committed', async () => {
  await record();
  let answer: Promise<RecordedCheck> | undefined;
  await whileHeld(
    (tx) => tx`select * from check_counts where license_id = ${license} for update`,
    async () => {
      answer = record();
      expect(await isSettledSoon(answer)).toBe(false);
      expect(await counted()).toBe(1);
    },
  );
  expect((await answer)?.kind).toBe('answered');
  expect(await counted()).toBe(2);
});

test('neither is one with an unknown License ID', async () => {
  license = 'LIC-0000-0001';
  await record({}, 'a');
  let answer: Promise<RecordedCheck> | undefined;
  await whileHeld(
    (tx) => tx`select * from unknown_check_counts for update`,
    async () => {
      answer = record({}, 'a');
      expect(await isSettledSoon(answer)).toBe(false);
    },
  );
  expect((await answer)?.kind).toBe('answered');
});

test('2,000 checks, 64 at a time on the same license, are counted exactly', async () => {
  let left = 2000;
  const device = async () => {
    while (left > 0) {
      left -= 1;
      expect(outcomeOf(await record({ os: String(left % 5) }))).toBe('lease');
    }
  };
  await Promise.all(Array.from({ length: 64 }, device));
  expect(await counted()).toBe(2000);
});

test('many licenses at once, from two recorders that write the same rows, are counted exactly and never deadlock', async () => {
  const licenses = await Promise.all(Array.from({ length: 30 }, () => insertLicenseRow(testDatabase.sql)));
  const other = makeRecorder({ sql: testDatabase.database.checks });
  const ask = (nth: number, by: Recorder) => {
    const parsed = parseCheckRequest(
      Buffer.from(JSON.stringify(checkFor(licenses[(nth * 7) % 30] ?? '', { os: String(nth % 3) }))),
    );
    if (!parsed.ok) throw new Error(parsed.detail);
    return by.record({ check: parsed.check, network: 'n', now: () => NOON });
  };
  const answers = await Promise.all(
    Array.from({ length: 3000 }, (_, nth) => ask(nth, nth % 2 === 0 ? recorder : other)),
  );
  expect(new Set(answers.map(outcomeOf))).toEqual(new Set(['lease']));
  const sums = await Promise.all(licenses.map((id) => counted(id)));
  expect(sums.reduce((sum, one) => sum + one, 0)).toBe(3000);
  await other.close();
});

test('one check that cannot be written takes no neighbors along', async () => {
  await testDatabase.sql`alter table check_counts add constraint poison check (os <> 'poison')`;
  try {
    const systems = Array.from({ length: 100 }, (_, nth) => (nth === 37 ? 'poison' : String(nth % 4)));
    const answers = await Promise.all(systems.map((os) => record({ os })));
    expect(answers.map(outcomeOf).filter((outcome) => outcome === 'lease')).toHaveLength(99);
    expect(answers.map(outcomeOf)[37]).toBe('unavailable');
    expect(await counted()).toBe(99);
  } finally {
    await testDatabase.sql`alter table check_counts drop constraint poison`;
  }
});

test('when nothing can be written everything is unavailable, nothing is counted, and it is tried 17 times and no more', async () => {
  await testDatabase.sql`create sequence tries`;
  await testDatabase.sql`grant usage on sequence tries to public`;
  await testDatabase.sql`alter table check_counts add constraint poison check (os <> 'poison' or nextval('tries') < 0)`;
  try {
    const answers = await Promise.all(Array.from({ length: 256 }, () => record({ os: 'poison' })));
    expect(new Set(answers.map(outcomeOf))).toEqual(new Set(['unavailable']));
    expect(await counted()).toBe(0);
    expect(await testDatabase.sql`select last_value::int from tries`).toMatchObject([{ last_value: 17 }]);
  } finally {
    await testDatabase.sql`alter table check_counts drop constraint poison`;
    await testDatabase.sql`drop sequence tries`;
  }
  expect(outcomeOf(await record())).toBe('lease');
});

test('a month without a partition is unavailable, and is never lost in silence', async () => {
  const [before, after] = [Date.UTC(2031, 0, 1) - 1, Date.UTC(2031, 0, 1)];
  license = await insertLicenseRow(testDatabase.sql, { kind: 'production', endsAt: null });
  await testDatabase.sql`select ensure_check_partitions('2030-12-01'::date, 0)`;
  expect(outcomeOf(await record({}, 'n', before))).toBe('lease');
  expect(outcomeOf(await record({}, 'n', after))).toBe('unavailable');
  await testDatabase.sql`select ensure_check_partitions('2031-01-01'::date, 0)`;
  expect(outcomeOf(await record({}, 'n', after))).toBe('lease');
  const rows = await testDatabase.sql<{ hour: Date; count: string }[]>`
    select hour, count from check_counts where license_id = ${license} order by hour`;
  expect(rows.map(({ hour, count }) => `${hour.toISOString()} ${count}`)).toEqual([
    '2030-12-31T23:00:00.000Z 1',
    '2031-01-01T00:00:00.000Z 1',
  ]);
});

test('when all places are taken, who floods is unavailable at once, and others are answered', async () => {
  make({ places: 20 });
  const flood = Array.from({ length: 100 }, () => record({}, 'flood'));
  const others = Array.from({ length: 10 }, (_, nth) => record({}, `other ${nth}`));
  const tooMany = (await Promise.all(flood)).map(outcomeOf).filter((outcome) => outcome === 'unavailable');
  expect(tooMany).toHaveLength(90);
  expect((await Promise.all(others)).map(outcomeOf)).toEqual(Array(10).fill('lease'));
  expect(await counted()).toBe(20);
});

test('a database that holds a check for too long is unavailable, and the next is answered', async () => {
  make({ patienceMs: 200 });
  await record();
  await whileHeld(
    (tx) => tx`select * from check_counts where license_id = ${license} for update`,
    async () => {
      expect(outcomeOf(await record())).toBe('unavailable');
      license = await insertLicenseRow(testDatabase.sql);
      expect(outcomeOf(await record())).toBe('lease');
    },
  );
});

test('a large batch that the database holds does not hold checks of other licenses, also when no more arrive', async () => {
  await record();
  const others = await Promise.all(Array.from({ length: 9 }, () => insertLicenseRow(testDatabase.sql)));
  const askedOf = (id: string | undefined) => {
    license = id ?? '';
    return record();
  };
  let held: Promise<unknown> = Promise.resolve();
  await whileHeld(
    (tx) => tx`select * from check_counts where license_id = ${license} for update`,
    async () => {
      held = Promise.all(Array.from({ length: 40 }, () => record()));
      await nextTurn();
      // Too few for a second batch, and too early to see that the first one hangs.
      expect(await isSettledSoon(Promise.all(others.slice(0, 3).map(askedOf)))).toBe(true);
      // From now on each finds that it does.
      for (const id of others.slice(3)) expect(await isSettledSoon(askedOf(id))).toBe(true);
      expect(await isSettledSoon(held)).toBe(false);
    },
  );
  await held;
});

test('a mistake of ours in one batch is unavailable, and the next batches are answered', async () => {
  const parsed = parseCheckRequest(Buffer.from(JSON.stringify(checkFor(license))));
  if (!parsed.ok) throw new Error(parsed.detail);
  const now = () => {
    throw new Error('a broken clock');
  };
  const broken = Array.from({ length: 4 }, () => recorder.record({ check: parsed.check, network: 'n', now }));
  expect(new Set((await Promise.all(broken)).map(outcomeOf))).toEqual(new Set(['unavailable']));
  expect(outcomeOf(await record())).toBe('lease');
});

test('closing answers what waits, and takes no more', async () => {
  const waiting = Array.from({ length: 600 }, () => record());
  const closed = recorder.close();
  expect(outcomeOf(await record())).toBe('unavailable');
  await closed;
  expect(new Set((await Promise.all(waiting)).map(outcomeOf))).toEqual(new Set(['lease']));
  expect(await counted()).toBe(600);
  make({});
});
