import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OWNER_ROLE } from '#db/client.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Jobs, startJobs } from '#lib/platform/jobs.ts';
import { openMailer } from '#lib/platform/mailer.ts';
import { newAddress } from '../../e2e/account.ts';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { sendMail } from './send-mail.ts';

const db = useTestDatabase();

/** What the mail server answers to the next letters to an address, before it accepts. */
const answers = new Map<string, number[]>();
const accepted: string[] = [];
let server: SMTPServer;
let jobs: Jobs;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const responseCode = answers.get(address)?.shift();
      done(
        responseCode === undefined
          ? null
          : Object.assign(new Error(`no mail for ${address}`), { responseCode }),
      );
    },
    onData(stream, { envelope }, done) {
      stream.resume().on('end', () => {
        accepted.push(...envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const smtpUrl = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  const { config, ...rest } = installation();
  const handlers = { 'send-mail': sendMail(openMailer({ ...rest, config: { ...config, smtpUrl } })) };
  jobs = startJobs({ url: db.url, ownerRole: OWNER_ROLE, handlers });
});

afterAll(async () => {
  await jobs.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** Enqueues a letter to a new person, and runs it again at once, each time it has failed, until it is accepted. */
async function deliver(codes: number[]): Promise<{ email: string; errors: string[] }> {
  const email = newAddress();
  answers.set(email, [...codes]);
  const [person] =
    await db.sql`insert into people (email, name, created_at) values (${email}, 'Ana', now()) returning id`;
  await db.sql`select enqueue_job('send-mail', ${JSON.stringify({ notice: 'password-changed', id: person?.id })}::text::json, null)`;
  const errors: string[] = [];
  while (!accepted.includes(email)) {
    const failed = await db.sql<{ error: string }[]>`
      update graphile_worker._private_jobs set run_at = now()
      where locked_at is null and attempts = ${errors.length + 1} and last_error is not null returning last_error as error`;
    errors.push(...failed.map(({ error }) => error));
    await sleep(20);
  }
  return { email, errors };
}

test('a letter that is accepted goes out once', async () => {
  const { email, errors } = await deliver([]);
  expect(errors).toEqual([]);
  expect(accepted.filter((address) => address === email)).toHaveLength(1);
});

test('a letter that is deferred, and one that is refused, are sent again until they are accepted, once', async () => {
  const { email, errors } = await deliver([451, 550]);
  expect(errors).toHaveLength(2);
  expect(errors[0]).toContain('451');
  expect(errors[1]).toContain('550');
  expect(accepted.filter((address) => address === email)).toHaveLength(1);
});

test('what is kept of a failure does not hold the address', async () => {
  const { email, errors } = await deliver([450]);
  expect(errors.join()).not.toContain(email);
});
