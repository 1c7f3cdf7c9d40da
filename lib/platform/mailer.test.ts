import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';
import { listLetters, readLetter } from './mail-folder.ts';
import { type Letter, openMailer } from './mailer.ts';

const NOW = Date.UTC(2026, 10, 24, 12, 30, 15, 42);
const letter: Letter = {
  id: 'verify-address.1.7',
  to: 'ana@example.com',
  subject: 'Bestätigen Sie Ihre Adresse',
  html: '<p>Živjeli</p>',
  text: 'Živjeli\n',
};

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function mailServer(options: SMTPServerOptions = {}) {
  const received: { mail: ParsedMail; from: string; to: string[] }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom ? mailFrom.address : '';
      simpleParser(stream).then((mail) => {
        received.push({ mail, from, to: rcptTo.map(({ address }) => address) });
        done();
      }, done);
    },
    ...options,
  });
  server.on('error', () => undefined);
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { received, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

function mailerWith(env: Record<string, string>) {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.line);
  const config: Config = result.config;
  const dataDir = mkdtempSync(join(tmpdir(), 'leasehold-mail-'));
  return { mailer: openMailer({ config, dataDir, secret: '' }), dataDir, folder: join(dataDir, 'mail') };
}

const refusal = (responseCode: number) =>
  Object.assign(new Error('ana@example.com is not welcome'), { responseCode });

test('a letter that the mail server accepts has arrived as it was written', async () => {
  const { received, url } = await mailServer();
  const { mailer } = mailerWith({
    SMTP_URL: url,
    VENDOR_NAME: 'Microblink',
    MAIL_FROM: 'licenses@example.com',
  });
  await mailer.send(letter, NOW);
  const [{ mail, from, to } = { mail: null, from: '', to: [] }] = received;
  expect({ from, to }).toEqual({ from: 'licenses@example.com', to: ['ana@example.com'] });
  expect(mail?.subject).toBe(letter.subject);
  expect(mail?.text?.trim()).toBe('Živjeli');
  expect(mail?.html).toContain('Živjeli');
  expect(mail?.from?.text).toBe('"Microblink" <licenses@example.com>');
  expect(mail?.date?.getTime()).toBe(Date.UTC(2026, 10, 24, 12, 30, 15));
  expect(mail?.messageId).toBe('<verify-address.1.7@example.com>');
  expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
});

test('a name in MAIL_FROM is the one that is shown', async () => {
  const { received, url } = await mailServer();
  await mailerWith({ SMTP_URL: url, MAIL_FROM: 'License desk <desk@example.com>' }).mailer.send(letter, NOW);
  expect(received[0]?.mail.from?.text).toBe('"License desk" <desk@example.com>');
});

test('user and password of SMTP_URL are used', async () => {
  const seen: unknown[] = [];
  const { url } = await mailServer({
    allowInsecureAuth: true,
    authOptional: false,
    onAuth({ username, password }, _session, done) {
      seen.push({ username, password });
      done(null, { user: username });
    },
  });
  await mailerWith({ SMTP_URL: url.replace('//', '//licenses:s%40cret@') }).mailer.send(letter, NOW);
  expect(seen).toEqual([{ username: 'licenses', password: 's@cret' }]);
});

test.each([
  ['refused for good', 550],
  ['deferred', 451],
])('a letter that is %s fails, and the failure names the code and not the address', async (_case, code) => {
  const { url } = await mailServer({ onRcptTo: (_address, _session, done) => done(refusal(code)) });
  const failure = await mailerWith({ SMTP_URL: url })
    .mailer.send(letter, NOW)
    .catch((error: Error) => error);
  expect(failure).toBeInstanceOf(Error);
  expect((failure as Error).message).toContain(String(code));
  expect((failure as Error).message).not.toContain('ana@example.com');
});

test('a letter that is refused after it was read fails too', async () => {
  const { url } = await mailServer({
    onData(stream, _session, done) {
      stream.resume().on('end', () => done(refusal(554)));
    },
  });
  await expect(mailerWith({ SMTP_URL: url }).mailer.send(letter, NOW)).rejects.toThrow('554');
});

test('a mail server that is away fails the letter', async () => {
  await expect(mailerWith({ SMTP_URL: 'smtp://127.0.0.1:1' }).mailer.send(letter, NOW)).rejects.toThrow(
    'ESOCKET',
  );
});

test('without a mail server a letter is a whole file that only we can read, and nothing else is in the folder', async () => {
  const { mailer, folder } = mailerWith({});
  await mailer.send(letter, NOW);
  expect(readdirSync(folder)).toEqual(['20261124T123015042Z-verify-address.1.7.eml']);
  const file = join(folder, readdirSync(folder)[0] ?? '');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const mail = await simpleParser(readFileSync(file));
  expect(mail.subject).toBe(letter.subject);
  expect(mail.text?.trim()).toBe('Živjeli');
});

test('the folder is listed with the newest first, and what is no letter is left out', async () => {
  const { mailer, folder, dataDir } = mailerWith({});
  expect(await listLetters(dataDir)).toEqual([]);
  await mailer.send(letter, NOW);
  await mailer.send({ ...letter, id: 'second', subject: 'Later' }, NOW + 1);
  writeFileSync(join(folder, '.20261124T123015042Z-x.eml.tmp'), 'half');
  writeFileSync(join(folder, 'notes.txt'), 'no letter');
  const letters = await listLetters(dataDir);
  expect(letters.map(({ subject }) => subject)).toEqual(['Later', letter.subject]);
  expect(letters[1]).toEqual({
    name: '20261124T123015042Z-verify-address.1.7.eml',
    subject: letter.subject,
    to: 'ana@example.com',
    sentAt: '2026-11-24T12:30:15.000Z',
    text: 'Živjeli\n',
    html: '<p>Živjeli</p>',
  });
});

test.each([
  '',
  '..',
  '../secret',
  'notes.txt',
  '20261124T123015042Z-missing.eml',
  '20261124T123015042Z-../../secret.eml',
])('there is no letter called "%s"', async (name) => {
  const { mailer, dataDir, folder } = mailerWith({});
  await mailer.send(letter, NOW);
  writeFileSync(join(dataDir, 'secret'), 'secret');
  writeFileSync(join(folder, 'notes.txt'), 'no letter');
  expect(await readLetter(dataDir, name)).toBeNull();
});
