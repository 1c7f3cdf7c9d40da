import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '#lib/platform/config.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Mailer, openMailer } from '#lib/platform/mailer.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { unlockLicense } from '#lib/support/unlock-license.ts';
import { makeKeys, makeTeam, makeTrial, type Scene, succeeded } from '../../e2e/scene.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { deliver, NO_MAIL_SERVER, type OnAccepted } from './deliver.ts';
import { takeUpDeliveries } from './take-up-deliveries.ts';
import { tell } from './tell.ts';

const db = useTestDatabase();
const NOW = Date.UTC(2026, 10, 24, 12);

/** What the server does with the next letters, before it accepts. */
const script: ('defer' | 'refuse' | 'drop' | 'drop after taking' | 'slow')[] = [];
/** The Message-IDs of what it has taken. */
let taken: string[] = [];
let server: SMTPServer;
let mailer: Mailer;
let scene: Scene;
let licenseId: string;
let lockId: string;
/** The deliveries whose acceptance had its consequence, and when. */
let served: { id: string; at: number }[] = [];
const serve: OnAccepted = {
  'license-locked': async (_tx, { id }, at) => served.push({ id, at }),
};

const SMTP_SAYS = { defer: 451, refuse: 550 };

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const what = script[0];
      if (what !== 'defer' && what !== 'refuse') return done();
      script.shift();
      done(Object.assign(new Error(`no mail for ${address}`), { responseCode: SMTP_SAYS[what] }));
    },
    async onData(stream, session, done) {
      const what = script.shift();
      const letter = await simpleParser(stream);
      const socket = connectionOf(session.id);
      if (what === 'drop') return void socket?.destroy();
      if (what === 'slow') await sleep(1_500);
      taken.push(String(letter.messageId));
      if (what === 'drop after taking') return void socket?.destroy();
      done();
    },
  });
  server.on('error', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const { config, ...rest } = installation();
  mailer = openMailer({ ...rest, config: { ...config, smtpUrl } });

  await makeKeys(db, NOW);
  scene = await makeTeam(db, 'Acme');
  licenseId = (await makeTrial(scene.owner, {}, NOW)).id;
  const support = await scene.staff('support');
  succeeded(await lockLicense(support, { id: licenseId, reason: 'Leaked.' }, { now: NOW }));
  const [lock] = await db.sql`select id from locks where license_id = ${licenseId}`;
  lockId = String(lock?.id);
});

afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

beforeEach(() => {
  script.length = 0;
  taken = [];
  served = [];
});

/** The socket of a session, so that the server can hang up in the middle. */
function connectionOf(sessionId: string): Socket | null {
  for (const connection of Reflect.get(server, 'connections') as Set<object>)
    if (Reflect.get(connection, 'id') === sessionId) return Reflect.get(connection, '_socket') as Socket;
  return null;
}

/** Owes one mail, to the owner. */
async function owe(): Promise<string> {
  const key = randomUUID();
  await db.database.transaction((tx) =>
    tell(tx, {
      notice: 'license-locked',
      subjectId: lockId,
      key,
      teamId: scene.team.id,
      to: { people: [String(scene.owner.personId)] },
      now: NOW,
    }),
  );
  const [row] = await db.sql`select id from deliveries where key like ${`%:${key}:%`}`;
  return String(row?.id);
}

const run = (id: string, now = NOW, by = mailer, onAccepted = serve) =>
  deliver(by, onAccepted)({ payload: { id }, jobId: '1', now });

async function look(id: string) {
  const [row] = await db.sql`select * from deliveries where id = ${id}`;
  return {
    attempts: row?.attempts,
    acceptedAt: row?.accepted_at instanceof Date ? row.accepted_at.getTime() : null,
    lastRefusal: row?.last_refusal,
    isDropped: row?.dropped_at !== null,
  };
}

test('a mail that is accepted is noted with what follows from it, and running its job again does nothing', async () => {
  const id = await owe();
  await run(id);
  await run(id);
  const { attempts, acceptedAt } = await look(id);
  expect({ attempts, taken: taken.length, served: served.map((one) => one.id) }).toEqual({
    attempts: 1,
    taken: 1,
    served: [id],
  });
  expect(served[0]?.at).toBe(acceptedAt);
});

test.each([
  ['defer', '451'],
  ['refuse', '550'],
  ['drop', 'E'],
] as const)('a server that would %s serves nothing; tried again it does, once', async (what, said) => {
  const id = await owe();
  script.push(what, what);
  for (const later of [0, 10_000]) await expect(run(id, NOW + later)).rejects.toThrow('did not take');
  const refused = await look(id);
  expect(refused).toMatchObject({ attempts: 2, acceptedAt: null });
  expect(refused.lastRefusal).toContain(said);
  expect(served).toEqual([]);
  await run(id, NOW + 20_000);
  expect(await look(id)).toMatchObject({ attempts: 3, lastRefusal: refused.lastRefusal });
  expect(taken).toHaveLength(1);
  expect(served).toHaveLength(1);
});

test('what is noted of a refusal holds no address', async () => {
  const id = await owe();
  script.push('refuse');
  const failure = await run(id).catch((error: Error) => error.message);
  const { lastRefusal } = await look(id);
  expect(`${failure} ${lastRefusal}`).not.toMatch(/@|no mail for/);
});

test('a slow server is waited for, and the notice counts from its answer', async () => {
  const id = await owe();
  script.push('slow');
  await run(id);
  const { acceptedAt } = await look(id);
  expect(acceptedAt).toBeGreaterThanOrEqual(NOW + 1_500);
  expect(served).toEqual([{ id, at: acceptedAt }]);
}, 30_000);

test('while one job sends a mail, another does not', async () => {
  const id = await owe();
  script.push('slow');
  const [first, second] = await Promise.allSettled([run(id), sleep(300).then(() => run(id, NOW + 300))]);
  expect(first.status).toBe('fulfilled');
  expect(second).toMatchObject({
    status: 'rejected',
    reason: { message: expect.stringContaining('another job') },
  });
  expect(taken).toHaveLength(1);
});

test('taken by a server that hung up before it said so, it is sent again under the same Message-ID and served once', async () => {
  const id = await owe();
  script.push('drop after taking');
  await expect(run(id)).rejects.toThrow('did not take');
  expect(served).toEqual([]);
  await run(id, NOW + 10_000);
  expect(taken).toHaveLength(2);
  expect(new Set(taken).size).toBe(1);
  expect(served).toHaveLength(1);
});

test('when the process dies before the acceptance is noted, the mail goes out again after a while and counts from then', async () => {
  const id = await owe();
  const die: OnAccepted = { 'license-locked': () => Promise.reject(new Error('killed')) };
  await expect(run(id, NOW, mailer, die)).rejects.toThrow('killed');
  expect(await look(id)).toMatchObject({ acceptedAt: null });
  await expect(run(id, NOW + 89_000)).rejects.toThrow('another job');
  await run(id, NOW + 91_000);
  expect(new Set(taken).size).toBe(1);
  const { acceptedAt } = await look(id);
  expect(acceptedAt).toBeGreaterThanOrEqual(NOW + 91_000);
  expect(served).toEqual([{ id, at: acceptedAt }]);
});

test('a clock that was ahead for a while keeps no mail back', async () => {
  const id = await owe();
  script.push('defer');
  await expect(run(id, NOW + 365 * 86_400_000)).rejects.toThrow();
  await run(id, NOW);
  expect(await look(id)).toMatchObject({ acceptedAt: expect.any(Number) });
});

test('what is no longer true is dropped and never sent, nor is anything to who is suspended', async () => {
  const [late, suspended] = [await owe(), await owe()];
  await db.sql`update people set suspended_at = now() where id = ${String(scene.owner.personId)}`;
  await run(suspended);
  await db.sql`update people set suspended_at = null`;
  const other = (await makeTrial(scene.owner, {}, NOW)).id;
  const support = await scene.staff('support');
  succeeded(await lockLicense(support, { id: other, reason: 'Leaked.' }, { now: NOW }));
  const [lock] = await db.sql`select id from locks where license_id = ${other}`;
  await db.sql`update deliveries set subject_id = ${String(lock?.id)} where id = ${late}`;
  succeeded(await unlockLicense(support, { id: other, note: 'Replaced.' }, { now: NOW + 1 }));
  await run(late, NOW + 2);
  for (const id of [late, suspended])
    expect(await look(id)).toMatchObject({ isDropped: true, acceptedAt: null });
  await run(late, NOW + 3);
  expect(taken).toEqual([]);
  expect(served).toEqual([]);
});

/** Without a mail server, for people who reach the installation at `appUrl`. */
function fileMailer(appUrl: string): Mailer {
  const read = readConfig({ APP_URL: appUrl });
  if (!read.ok) throw new Error(read.line);
  return openMailer({ ...installation(), config: read.config });
}

const files = (id: string) => readdirSync(join(db.dataDir, 'mail')).filter((name) => name.includes(id));

test('a written file counts while the installation is reached on this machine alone', async () => {
  const id = await owe();
  await run(id, NOW, fileMailer('http://localhost:3000'));
  expect(served.map((one) => one.id)).toEqual([id]);
  expect(files(id)).toHaveLength(1);
});

test('for an installation that others reach a written file serves nothing, however often it is written', async () => {
  const id = await owe();
  const others = fileMailer('https://licenses.example.com');
  for (const later of [0, 1_000, 1_000_000])
    await expect(run(id, NOW + later, others)).rejects.toThrow('no mail server');
  expect(await look(id)).toMatchObject({ attempts: 3, acceptedAt: null, lastRefusal: NO_MAIL_SERVER });
  expect(files(id)).toHaveLength(1);
  expect(served).toEqual([]);
  await run(id, NOW + 2_000_000);
  expect(served.map((one) => one.id)).toEqual([id]);
});

test('a mail that no job is left for is taken up again, as long as it is owed', async () => {
  const [idle, done] = [await owe(), await owe()];
  await run(done);
  await db.sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs))`;
  const jobs = async () =>
    (await db.sql`select key from graphile_worker.jobs where task_identifier = 'deliver'`).map(
      ({ key }) => key,
    );
  await takeUpDeliveries(NOW + 7 * 3_600_000);
  expect(await jobs()).toEqual([]);
  await takeUpDeliveries(NOW + 9 * 3_600_000);
  await takeUpDeliveries(NOW + 9 * 3_600_000);
  expect(await jobs()).toContain(`deliver:${idle}`);
  expect(await jobs()).not.toContain(`deliver:${done}`);
  expect(new Set(await jobs()).size).toBe((await jobs()).length);
});
