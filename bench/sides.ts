import type { JsonWebKey } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildUsualWay } from './build-usual-way.ts';
import type { Child } from './child.ts';
import type { BenchDatabase } from './databases.ts';
import { freePort, type Rig } from './rig.ts';

/** One of those that are compared: a server that runs. */
export type Side = {
  name: string;
  port: number;
  child: Child;
  /** The key that its answers are signed with; null when they are constant. */
  publicKey: JsonWebKey | null;
  /** How many licenses it knows. */
  licenses: number;
};

export type OursOptions = { database: BenchDatabase; workers?: number; isTls?: boolean; name?: string };

/** Leasehold as it is: the bundle that `npm start` runs, on a database of its own. */
export async function startOurs(
  rig: Rig,
  { database, workers = 1, isTls = false, name = 'ours' }: OursOptions,
): Promise<Side> {
  const port = await freePort();
  const dataDir = join(rig.folder, `data-${port}`);
  mkdirSync(dataDir);
  const child = rig.start({
    name,
    words: ['--enable-source-maps', join(rig.clone, 'dist', 'server.mjs')],
    cwd: rig.clone,
    env: {
      PORT: `${port}`,
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: database.url,
      AUTH_SECRET: rig.secret,
      ...(workers > 1 && { WORKERS: `${workers}` }),
      ...(isTls && { TLS_CERT: rig.certificate.certFile, TLS_KEY: rig.certificate.keyFile }),
    },
  });
  await child.ready(() => child.output.includes('Leasehold is ready at'));
  const publicKey = await rig.databases.asAdmin(database.name, async (admin) => {
    const [row] = await admin<{ jwk: JsonWebKey }[]>`
      select public_jwk as jwk from signing_keys where use = 'answer' and state = 'active'`;
    return row?.jwk ?? null;
  });
  if (publicKey === null) throw new Error('the server has made no keys');
  return { name, port, child, publicKey, licenses: database.licenses };
}

/** The usual way: a Next route handler, zod, a drizzle transaction, jose. Its production build. */
export async function startUsualWay(rig: Rig, database: BenchDatabase): Promise<Side> {
  await buildUsualWay(rig);
  const port = await freePort();
  const next = join(rig.clone, 'node_modules', 'next', 'dist', 'bin', 'next');
  const cwd = join(rig.clone, 'bench', 'usual-way');
  const child = rig.start({
    name: 'usual way',
    words: [next, 'start', '--port', `${port}`, '--hostname', '127.0.0.1'],
    cwd,
    env: { DATABASE_URL: database.url, SIGNING_JWK: rig.signingJwk },
  });
  await child.ready(() => child.output.includes('Ready in'));
  const publicKey = publicPart(rig.signingJwk);
  return { name: 'usual way', port, child, publicKey, licenses: database.licenses };
}

/** The bound: node:http, the same parse and signature, no database. */
export async function startBound(rig: Rig, licenses: number): Promise<Side> {
  const { port, child } = await startPeer(rig, 'bound', { SIGNING_JWK: rig.signingJwk });
  return { name: 'bound', port, child, publicKey: publicPart(rig.signingJwk), licenses };
}

/** A bare node:https server that answers a constant of so many bytes. */
export async function startBareTls(rig: Rig, answerBytes: number): Promise<Side> {
  const { certFile, keyFile } = rig.certificate;
  const env = { TLS_CERT: certFile, TLS_KEY: keyFile, ANSWER_BYTES: `${answerBytes}` };
  const { port, child } = await startPeer(rig, 'bare-tls', env);
  return { name: 'bare node:https', port, child, publicKey: null, licenses: 1 };
}

async function startPeer(rig: Rig, file: string, env: Record<string, string>) {
  const port = await freePort();
  const child = rig.start({
    name: file,
    words: [join(rig.clone, 'bench', `${file}.ts`)],
    cwd: rig.clone,
    env: { PORT: `${port}`, ...env },
  });
  let isReady = false;
  child.process.once('message', () => {
    isReady = true;
  });
  await child.ready(() => isReady);
  return { port, child };
}

function publicPart(jwk: string): JsonWebKey {
  const { kty, crv, x } = JSON.parse(jwk);
  return { kty, crv, x };
}
