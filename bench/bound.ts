/**
 * The bound (docs/performance.md): what node:http can do with the same request, the same parse and the same signature
 * when no database is asked at all. Every license is granted a lease. Ends when whoever started it is gone.
 */
import { createPrivateKey, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { jwsSigner } from '#lib/keys/jws-signer.ts';
import { ANSWER_TYPES, serializeClaims } from '#sdk/protocol/answer.ts';
import { type CheckRequest, parseCheckRequest } from '#sdk/protocol/check-request.ts';
import { parsePublicJwk } from '#sdk/protocol/jwk.ts';
import { serveBench } from './serve-bench.ts';

const jwk = JSON.parse(process.env.SIGNING_JWK ?? '{}');
const publicJwk = parsePublicJwk(jwk);
if (publicJwk === null) throw new Error('SIGNING_JWK is not an Ed25519 key');
const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
const sign = jwsSigner({ jwk: { ...publicJwk, kid: jwk.kid }, privateKey }, ANSWER_TYPES.lease);

const LEASE_IDS = 256;
let leaseIds = '';

/** 12 random bytes as text, cut from many made at once. */
function leaseId(): string {
  if (leaseIds.length === 0) leaseIds = randomBytes(12 * LEASE_IDS).toString('base64url');
  const id = leaseIds.slice(-16);
  leaseIds = leaseIds.slice(0, -16);
  return id;
}

function answer({ license: sub, app, product: prd, platform: plt, nonce }: CheckRequest): string {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub, app, prd, plt, nonce, iat, exp: iat + 3600, jti: leaseId(), grace: 86_400 };
  return sign(serializeClaims({ outcome: 'lease', claims: { ...claims, kind: 'trial' } }));
}

function reply(body: Buffer, response: ServerResponse): void {
  const parsed = parseCheckRequest(body);
  const text = parsed.ok ? answer(parsed.check) : parsed.detail;
  response.removeHeader('connection');
  const headers = ['content-type', 'application/jwt', 'content-length', `${text.length}`];
  response.writeHead(parsed.ok ? 200 : 400, headers).end(text);
}

const server = createServer((request: IncomingMessage, response) => {
  let body: Buffer | null = null;
  request.on('data', (chunk: Buffer) => {
    body = body === null ? chunk : Buffer.concat([body, chunk]);
  });
  request.on('end', () => reply(body ?? Buffer.alloc(0), response));
});
serveBench(server);
