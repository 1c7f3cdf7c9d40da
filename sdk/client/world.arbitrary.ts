import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { ANSWER_TYPES, type Answer, serializeClaims } from '../protocol/answer.ts';
import type { LockCode, RefusalCode } from '../protocol/codes.ts';
import { type KeyedJwk, keyId, type PublicJwk, parsePublicJwk } from '../protocol/jwk.ts';
import { joinJws, jwsSigningInput } from '../protocol/jws.ts';
import { KEY_SET_TYPE, type KeySet, serializeKeySet } from '../protocol/key-set.ts';
import { type LicenseId, parseLicenseId } from '../protocol/license-id.ts';
import { LICENSE_KEY_TYPE, serializeLicenseKey } from '../protocol/license-key.ts';
import { isPlatform } from '../protocol/platforms.ts';
import { createClient } from './client.ts';
import type { Client, ClientOptions, Fetch, Store } from './client-options.ts';
import { memoryStore } from './memory-store.ts';

// For tests only: a license server with real keys and signatures, a network that does as it is told, and a clock.

export const START = Date.UTC(2026, 10, 24, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

type Key = { jwk: KeyedJwk; privateKey: KeyObject };
type Says =
  | { outcome: 'lease'; leaseSeconds?: number; graceSeconds?: number }
  | { outcome: 'lock'; reason: LockCode; seconds?: number }
  | { outcome: 'refusal'; reason: RefusalCode; seconds?: number };
type Reply = { status: number; text: string; headers?: Record<string, string> };

export class World {
  /** The server's time; the device's clock is off by `skew`. */
  time = START;
  skew = 0;
  /** What the server says to a check. */
  says: Says = { outcome: 'lease' };
  /** What happens to a request on its way: null lets it pass. */
  network: (url: string) => Promise<Reply> | Reply | null = () => null;
  /** Changes an answer before it is sent. */
  spoil: (jws: string) => string = (jws) => jws;
  keySet: KeySet;
  readonly asked: { url: string; body: string | undefined }[] = [];
  readonly key: string;
  readonly roots: PublicJwk[];
  answerKey: Key;
  readonly #root: Key;

  private constructor(root: Key, answer: Key, license: Key, key: string) {
    this.#root = root;
    this.roots = [root.jwk];
    this.answerKey = answer;
    this.key = key;
    const iat = START / 1000 - 86_400;
    this.keySet = { ver: 7, iat, exp: iat + 90 * 86_400, answers: [answer.jwk], licenses: [license.jwk] };
  }

  static async make(changes: { grace?: number; url?: string } = {}): Promise<World> {
    const [root, answer, license] = [await newKey(), await newKey(), await newKey()];
    const claims = serializeLicenseKey({
      sub: licenseId,
      licensee: 'Acme Inc',
      url: changes.url ?? 'https://license.example',
      grace: changes.grace ?? 86_400,
      iat: START / 1000 - 3600,
    });
    return new World(root, answer, license, signed(license, LICENSE_KEY_TYPE, claims));
  }

  get signedKeySet(): string {
    return signed(this.#root, KEY_SET_TYPE, serializeKeySet(this.keySet));
  }

  now = (): number => this.time + this.skew;

  client(changes: Partial<ClientOptions> = {}): Client {
    return createClient({ ...this.options(), ...changes });
  }

  options(store: Store = memoryStore()): ClientOptions {
    return {
      key: this.key,
      app: 'com.acme.app',
      product: 'BlinkID',
      version: '7.8.1',
      platform: 'android',
      os: '15',
      trustedKeys: this.roots,
      store,
      fetch: this.fetch,
      now: this.now,
      timeoutMs: 20_000,
    };
  }

  fetch: Fetch = async (url, { body, signal }) => {
    this.asked.push({ url, body });
    const reply = (await Promise.race([this.network(url), aborted(signal)])) ?? this.#serve(url, body ?? '');
    return { status: reply.status, headers: new Headers(reply.headers), text: async () => reply.text };
  };

  get checks(): number {
    return this.asked.filter(({ url }) => url.endsWith('/validate')).length;
  }

  /** The answer to a check, as this server signs it now. */
  answer(body: string): string {
    const { license, app, product, platform, nonce }: Record<string, string> = JSON.parse(body);
    const iat = Math.floor(this.time / 1000);
    const sub = parseLicenseId(license ?? '');
    if (!sub || !isPlatform(platform)) throw new Error('the client asked what no server reads');
    const claims = { sub, app: app ?? '', prd: product ?? '', plt: platform, nonce: nonce ?? '', iat };
    const says = this.says;
    const answer: Answer =
      says.outcome === 'lease'
        ? {
            outcome: 'lease',
            claims: {
              ...claims,
              exp: iat + (says.leaseSeconds ?? 3600),
              jti: 'AAAAAAAAAAAAAAAA',
              grace: says.graceSeconds ?? 7200,
              kind: 'trial',
            },
          }
        : says.outcome === 'lock'
          ? { outcome: 'lock', claims: { ...claims, exp: iat + (says.seconds ?? 300), reason: says.reason } }
          : {
              outcome: 'refusal',
              claims: { ...claims, exp: iat + (says.seconds ?? 300), reason: says.reason },
            };
    return signed(this.answerKey, ANSWER_TYPES[answer.outcome], serializeClaims(answer));
  }

  #serve(url: string, body: string): Reply {
    if (url.endsWith('/.well-known/leasehold-keys')) return { status: 200, text: this.signedKeySet };
    return { status: 200, text: this.spoil(this.answer(body)) };
  }
}

const licenseId = idOf('LIC-7F3K-9QXM');

function idOf(text: string): LicenseId {
  const id = parseLicenseId(text);
  if (!id) throw new Error('no License ID');
  return id;
}

export async function newKey(): Promise<Key> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const jwk = parsePublicJwk(publicKey.export({ format: 'jwk' }));
  if (!jwk) throw new Error('no public key');
  return { jwk: { ...jwk, kid: await keyId(jwk) }, privateKey };
}

function signed({ jwk, privateKey }: Key, typ: string, payload: string): string {
  const input = jwsSigningInput({ typ, kid: jwk.kid }, payload);
  return joinJws(input, sign(null, Buffer.from(input), privateKey));
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
