import { resolve } from 'node:path';
import {
  addressOf,
  databaseUrl,
  hostName,
  isLoopbackHost,
  issuer,
  key,
  mailbox,
  mailServer,
  networks,
  oneOf,
  origin,
  secretText,
  supportLink,
  text,
  timeZone,
  WrongVariable,
  wholeNumber,
} from './variables.ts';

/** What the environment says, parsed once. Plain data, so that it can be printed, compared and sent. */
export type Config = {
  port: number;
  /** Where to listen; `localhost` means both of its addresses. */
  host: string;
  /** The public origin, without a slash at its end. */
  appUrl: string;
  /** Whether `appUrl` names this machine only. */
  isLoopback: boolean;
  /** Absolute; null when the variable is unset and `chooseDataFolder` decides. */
  dataDir: string | null;
  /** Null: the embedded database. */
  database: ExternalDatabase | null;
  /** 32 bytes, base64url; null only with the embedded database, whose secret lies in the data folder. */
  authSecret: string | null;
  /** Null: mail is written into the data folder. */
  smtpUrl: string | null;
  mailFrom: string;
  tls: { certFile: string; keyFile: string } | null;
  /** CIDRs; forwarded headers from elsewhere are dropped. */
  trustedProxies: string[];
  oidc: { issuer: string; clientId: string; clientSecret: string; staffClaim: string | null } | null;
  vendor: {
    name: string;
    /** A link: `https:` or `mailto:`. */
    supportUrl: string;
    /** IANA name. */
    timeZone: string;
  };
  staffSecondFactor: 'required' | 'optional';
  /** Whether an emergency lock takes a second person; `optional` counts only while one person alone is on staff. */
  lockSecondPerson: 'required' | 'optional';
  /** How many processes serve, 1 to 64. With more than one, another looks after them. */
  workers: number;
};

export type ExternalDatabase = {
  /** As given, without `?prepare`. Several hosts may stand in it, so `new URL` may not read it. */
  url: string;
  /** The same database without a pooler: migrations, LISTEN, jobs. */
  directUrl: string;
  /** False behind a pooler in transaction mode. */
  isPrepared: boolean;
};

export type ConfigResult = { ok: true; config: Config } | { ok: false; line: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every variable of the README's table from `env`. An empty value counts as unset; paths are resolved against
 * the working folder. The first wrong value gives `line`, which names the variable, what it is and what it must be.
 */
export function readConfig(env: Environment = process.env): ConfigResult {
  try {
    return { ok: true, config: parse(env) };
  } catch (error) {
    if (error instanceof WrongVariable) return { ok: false, line: error.message };
    throw error;
  }
}

function parse(env: Environment): Config {
  function read<T, D>(name: string, parser: (name: string, value: string) => T, unset: D): T | D {
    const value = env[name]?.trim() ?? '';
    return value === '' ? unset : parser(name, value);
  }
  const port = read('PORT', (name, value) => wholeNumber(name, value, 1, 65_535), 3000);
  const tls = readTls(read);
  // As browsers write an origin: without the port that the scheme means anyway.
  const unset = new URL(`${tls ? 'https' : 'http'}://localhost:${port}`).origin;
  const appUrl = read('APP_URL', origin, unset);
  const appHost = new URL(appUrl).hostname;
  const vendorName = read('VENDOR_NAME', (name, value) => text(name, value, 80), 'Leasehold');
  const mailFrom = read('MAIL_FROM', mailbox, `leasehold@${appHost.replace(/^\[.*\]$/, 'localhost')}`);
  const database = readDatabase(read);
  const authSecret = read('AUTH_SECRET', key, null);
  if (database && authSecret === null) {
    throw new WrongVariable(
      'AUTH_SECRET',
      'not set',
      'set with DATABASE_URL: 32 random bytes in base64url (43 characters)',
    );
  }
  return {
    port,
    host: read('HOST', hostName, 'localhost'),
    appUrl,
    isLoopback: isLoopbackHost(appHost),
    dataDir: read('DATA_DIR', path, null),
    database,
    authSecret,
    smtpUrl: read('SMTP_URL', mailServer, null),
    mailFrom,
    tls,
    trustedProxies: read('TRUSTED_PROXIES', networks, []),
    oidc: readOidc(read),
    vendor: {
      name: vendorName,
      supportUrl: read('SUPPORT_URL', supportLink, `mailto:${addressOf(mailFrom) ?? mailFrom}`),
      timeZone: read('VENDOR_TIME_ZONE', timeZone, 'UTC'),
    },
    staffSecondFactor: read(
      'STAFF_SECOND_FACTOR',
      (name, value) => oneOf(name, value, ['required', 'optional']),
      'required',
    ),
    lockSecondPerson: read(
      'LOCK_SECOND_PERSON',
      (name, value) => oneOf(name, value, ['required', 'optional']),
      'required',
    ),
    workers: read('WORKERS', (name, value) => wholeNumber(name, value, 1, 64), 1),
  };
}

type Read = <T, D>(name: string, parser: (name: string, value: string) => T, unset: D) => T | D;

function path(name: string, value: string): string {
  return resolve(text(name, value, 1000));
}

function anyText(name: string, value: string): string {
  return text(name, value, 1000);
}

function readTls(read: Read): Config['tls'] {
  const certFile = read('TLS_CERT', path, null);
  const keyFile = read('TLS_KEY', path, null);
  if (certFile !== null && keyFile !== null) return { certFile, keyFile };
  if (certFile !== null)
    throw new WrongVariable('TLS_KEY', 'not set', 'the private key of TLS_CERT, a PEM file');
  if (keyFile !== null)
    throw new WrongVariable('TLS_CERT', 'not set', 'the certificate of TLS_KEY, a PEM file');
  return null;
}

function readDatabase(read: Read): ExternalDatabase | null {
  const pooled = read('DATABASE_URL', databaseUrl, null);
  const direct = read('DATABASE_DIRECT_URL', databaseUrl, null);
  if (pooled) return { url: pooled.url, directUrl: direct?.url ?? pooled.url, isPrepared: pooled.isPrepared };
  if (direct)
    throw new WrongVariable('DATABASE_URL', 'not set', 'set with DATABASE_DIRECT_URL, to the same database');
  return null;
}

function readOidc(read: Read): Config['oidc'] {
  const issuerUrl = read('OIDC_ISSUER', issuer, null);
  const clientId = read('OIDC_CLIENT_ID', anyText, null);
  const clientSecret = read('OIDC_CLIENT_SECRET', secretText, null);
  const staffClaim = read('OIDC_STAFF_CLAIM', anyText, null);
  if (issuerUrl !== null && clientId !== null && clientSecret !== null) {
    return { issuer: issuerUrl, clientId, clientSecret, staffClaim };
  }
  const named = { OIDC_ISSUER: issuerUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
  const isAnySet = staffClaim !== null || Object.values(named).some((value) => value !== null);
  const missing = Object.entries(named).find(([, value]) => value === null)?.[0];
  if (isAnySet && missing) {
    throw new WrongVariable(
      missing,
      'not set',
      'set together with the other OIDC_ variables, or all of them unset',
    );
  }
  return null;
}
