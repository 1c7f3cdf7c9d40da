import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#db/embedded.ts';
import { readPostmaster } from '#db/postmaster.ts';
import { makeSigningKey } from '#lib/keys/signing-key.ts';
import { chooseDatabaseUser } from '#lib/platform/database-user.ts';
import { log } from '#lib/platform/log.ts';
import { type Certificate, makeCertificate } from './certificate.ts';
import { Child, type ChildOptions } from './child.ts';
import { Databases } from './databases.ts';

/** Everything that comparisons share, and everything that has to go when they are done. */
export type Rig = {
  clone: string;
  /** Temporary; taken away at the end. */
  folder: string;
  databases: Databases;
  /** The process of the database server. */
  postmaster: number;
  /** AUTH_SECRET of our servers. */
  secret: string;
  /** A private JWK with `kid`, for peers that sign. */
  signingJwk: string;
  certificate: Certificate & { certFile: string; keyFile: string };
  start(options: ChildOptions): Child;
  /** Ends all processes and takes the folder away. May be called at any time, and again. */
  close(): Promise<void>;
};

/** Starts a database server with the embedded one's settings in a temporary folder. */
export async function openRig(clone: string, signal: AbortSignal): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-bench-'));
  // The database may run as another user, who has to come through here.
  chmodSync(folder, 0o755);
  const children = new Set<Child>();
  let stopDatabase = () => Promise.resolve();
  let closing: Promise<void> | null = null;
  const close = async () => {
    await Promise.all([...children].map((child) => child.stop()));
    await stopDatabase();
    rmSync(folder, { recursive: true, force: true });
  };
  const closeOnce = () => {
    closing ??= close();
    return closing;
  };
  try {
    const secret = randomBytes(32).toString('base64url');
    const user = chooseDatabaseUser(join(folder, 'postgres'));
    const server = await startEmbedded({ dataDir: folder, secret, user, log, signal });
    stopDatabase = () => server.stop();
    const postmaster = readPostmaster(join(folder, 'postgres'))?.pid ?? Number.NaN;
    return {
      clone,
      folder,
      databases: new Databases(server, clone),
      postmaster,
      secret,
      signingJwk: await makeSigningJwk(),
      certificate: writeCertificate(folder),
      start(options) {
        const child = new Child(options);
        children.add(child);
        child.ended.then(() => children.delete(child));
        return child;
      },
      close: closeOnce,
    };
  } catch (error) {
    await closeOnce();
    throw error;
  }
}

async function makeSigningJwk(): Promise<string> {
  const { jwk, privateKey } = await makeSigningKey();
  return JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: jwk.kid });
}

function writeCertificate(folder: string): Rig['certificate'] {
  const certificate = makeCertificate(Date.now());
  const certFile = join(folder, 'certificate.pem');
  const keyFile = join(folder, 'certificate-key.pem');
  writeFileSync(certFile, certificate.cert);
  writeFileSync(keyFile, certificate.key, { mode: 0o600 });
  return { ...certificate, certFile, keyFile };
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
