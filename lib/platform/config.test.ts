import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type Config, readConfig } from './config.ts';

const KEY = `${'q'.repeat(42)}w`;

function configOf(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.line);
  return result.config;
}

function lineOf(env: Record<string, string>): string {
  const result = readConfig(env);
  return result.ok ? 'accepted' : result.line;
}

test('an empty environment gives the defaults of the table', () => {
  expect(configOf({})).toEqual({
    port: 3000,
    host: 'localhost',
    appUrl: 'http://localhost:3000',
    isLoopback: true,
    dataDir: null,
    database: null,
    authSecret: null,
    smtpUrl: null,
    mailFrom: 'leasehold@localhost',
    tls: null,
    trustedProxies: [],
    oidc: null,
    vendor: { name: 'Leasehold', supportUrl: 'mailto:leasehold@localhost', timeZone: 'UTC' },
    staffSecondFactor: 'required',
    lockSecondPerson: 'required',
    workers: 1,
  });
});

test('every variable is read', () => {
  const config = configOf({
    PORT: '8443',
    HOST: '0.0.0.0',
    APP_URL: 'https://licenses.example.com/',
    DATA_DIR: 'data',
    DATABASE_URL: 'postgres://u:p%40@a.example:5432,b.example:5433/lh?sslmode=require&prepare=false',
    DATABASE_DIRECT_URL: 'postgres://u:p@a.example/lh',
    AUTH_SECRET: KEY,
    SMTP_URL: 'smtps://u:p@mail.example.com:465',
    MAIL_FROM: 'Acme Licenses <licenses@acme.example>',
    TLS_CERT: '/etc/tls/cert.pem',
    TLS_KEY: '/etc/tls/key.pem',
    TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8,192.0.2.7',
    OIDC_ISSUER: 'https://id.example.com/realm',
    OIDC_CLIENT_ID: 'leasehold',
    OIDC_CLIENT_SECRET: 'hush',
    OIDC_STAFF_CLAIM: 'groups',
    VENDOR_NAME: 'Acme',
    SUPPORT_URL: 'https://acme.example/help',
    VENDOR_TIME_ZONE: 'Europe/Zagreb',
    STAFF_SECOND_FACTOR: 'optional',
    LOCK_SECOND_PERSON: 'optional',
    WORKERS: '64',
  });
  expect(config).toEqual({
    port: 8443,
    host: '0.0.0.0',
    appUrl: 'https://licenses.example.com',
    isLoopback: false,
    dataDir: resolve('data'),
    database: {
      url: 'postgres://u:p%40@a.example:5432,b.example:5433/lh?sslmode=require',
      directUrl: 'postgres://u:p@a.example/lh',
      isPrepared: false,
    },
    authSecret: KEY,
    smtpUrl: 'smtps://u:p@mail.example.com:465',
    mailFrom: 'Acme Licenses <licenses@acme.example>',
    tls: { certFile: '/etc/tls/cert.pem', keyFile: '/etc/tls/key.pem' },
    trustedProxies: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7/32'],
    oidc: {
      issuer: 'https://id.example.com/realm',
      clientId: 'leasehold',
      clientSecret: 'hush',
      staffClaim: 'groups',
    },
    vendor: { name: 'Acme', supportUrl: 'https://acme.example/help', timeZone: 'Europe/Zagreb' },
    staffSecondFactor: 'optional',
    lockSecondPerson: 'optional',
    workers: 64,
  });
});

test('an empty value counts as unset', () => {
  expect(configOf({ PORT: '', DATABASE_URL: ' ', OIDC_ISSUER: '' })).toEqual(configOf({}));
});

test('the support address is the mail address unless it is named', () => {
  expect(configOf({ MAIL_FROM: 'Acme <a@acme.example>' }).vendor.supportUrl).toBe('mailto:a@acme.example');
  expect(configOf({ SUPPORT_URL: 'help@acme.example' }).vendor.supportUrl).toBe('mailto:help@acme.example');
});

test('the public address follows the port, and HTTPS when it is served', () => {
  expect(configOf({ PORT: '4000' }).appUrl).toBe('http://localhost:4000');
  expect(configOf({ TLS_CERT: 'c', TLS_KEY: 'k' }).appUrl).toBe('https://localhost:3000');
});

test('the direct address is the database itself unless it is named', () => {
  const { database } = configOf({ DATABASE_URL: 'postgresql://u@[::1]:5432/lh', AUTH_SECRET: KEY });
  expect(database).toEqual({
    url: 'postgresql://u@[::1]:5432/lh',
    directUrl: 'postgresql://u@[::1]:5432/lh',
    isPrepared: true,
  });
});

test.each([
  ['http://localhost:3000', true],
  ['http://127.8.9.10:3000', true],
  ['http://[::1]:3000', true],
  ['http://team.localhost', true],
  ['https://localhost.example.com', false],
  ['http://10.0.0.1', false],
  ['http://127.0.0.1.example.com', false],
])('%s is loopback: %s', (APP_URL, isLoopback) => {
  expect(configOf({ APP_URL }).isLoopback).toBe(isLoopback);
});

test.each([
  [{ PORT: 'abc' }, 'PORT is "abc"; it must be a whole number from 1 to 65535.'],
  [{ PORT: '0' }, 'PORT is "0"; it must be a whole number from 1 to 65535.'],
  [{ PORT: '65536' }, 'PORT is "65536"; it must be a whole number from 1 to 65535.'],
  [{ PORT: '3e3' }, 'PORT is "3e3"; it must be a whole number from 1 to 65535.'],
  [{ HOST: 'a b' }, 'HOST is "a b"; it must be a host name or an IP address to listen on.'],
  [
    { APP_URL: 'https://example.com/app' },
    'APP_URL is "https://example.com/app"; it must be an origin such as https://licenses.example.com, without a path.',
  ],
  [{ WORKERS: '65' }, 'WORKERS is "65"; it must be a whole number from 1 to 64.'],
  [{ WORKERS: '0' }, 'WORKERS is "0"; it must be a whole number from 1 to 64.'],
  [
    { VENDOR_TIME_ZONE: 'Mars/Phobos' },
    'VENDOR_TIME_ZONE is "Mars/Phobos"; it must be an IANA time zone such as Europe/Zagreb.',
  ],
  [
    { VENDOR_TIME_ZONE: '+02:00' },
    'VENDOR_TIME_ZONE is "+02:00"; it must be an IANA time zone such as Europe/Zagreb.',
  ],
  [{ LOCK_SECOND_PERSON: 'no' }, 'LOCK_SECOND_PERSON is "no"; it must be "required" or "optional".'],
  [{ STAFF_SECOND_FACTOR: 'yes' }, 'STAFF_SECOND_FACTOR is "yes"; it must be "required" or "optional".'],
  [{ SUPPORT_URL: 'help' }, 'SUPPORT_URL is "help"; it must be an https:// address or a mail address.'],
  [
    { MAIL_FROM: 'Acme <a@b' },
    'MAIL_FROM is "Acme <a@b"; it must be a mail address, such as Leasehold <licenses@example.com>.',
  ],
  [{ TLS_CERT: 'c.pem' }, 'TLS_KEY is not set; it must be the private key of TLS_CERT, a PEM file.'],
  [{ TLS_KEY: 'k.pem' }, 'TLS_CERT is not set; it must be the certificate of TLS_KEY, a PEM file.'],
  [
    { TRUSTED_PROXIES: '10.0.0.0/33' },
    'TRUSTED_PROXIES is "10.0.0.0/33"; it must be networks in CIDR form with commas between, such as 10.0.0.0/8,fd00::/8.',
  ],
  [
    { OIDC_ISSUER: 'https://id.example.com' },
    'OIDC_CLIENT_ID is not set; it must be set together with the other OIDC_ variables, or all of them unset.',
  ],
  [
    { OIDC_STAFF_CLAIM: 'groups' },
    'OIDC_ISSUER is not set; it must be set together with the other OIDC_ variables, or all of them unset.',
  ],
  [
    { OIDC_ISSUER: 'http://id.example.com' },
    'OIDC_ISSUER is "http://id.example.com"; it must be the https:// address of an OpenID provider.',
  ],
  [
    { DATABASE_URL: 'postgres://u@h/lh' },
    'AUTH_SECRET is not set; it must be set with DATABASE_URL: 32 random bytes in base64url (43 characters).',
  ],
  [
    { DATABASE_DIRECT_URL: 'postgres://u@h/lh' },
    'DATABASE_URL is not set; it must be set with DATABASE_DIRECT_URL, to the same database.',
  ],
  [
    { AUTH_SECRET: 'hunter2' },
    'AUTH_SECRET is 7 characters long; it must be 32 random bytes in base64url (43 characters).',
  ],
])('%j stops the start with one line', (env, line) => {
  expect(lineOf(env)).toBe(line);
});

test.each([
  'mysql://u:hunter2@h/lh',
  'postgres://u:hunter2@h',
  'u:hunter2@h/lh',
  'postgres://u:hunter2@h/lh?prepare=no',
  'postgres://u:hun/ter2@h:x/lh',
  'postgres://h:x/lh?password=hunter2',
])('no password is repeated from a wrong DATABASE_URL (%s)', (DATABASE_URL) => {
  const line = lineOf({ DATABASE_URL, AUTH_SECRET: KEY });
  expect(line).toMatch(/^DATABASE_URL is "[^"]*"; it must be postgres:\/\/user:password@host:port\/database/);
  expect(line).not.toMatch(/hunter2|ter2/);
});
