import { encodeBase64url } from '../protocol/base64url.ts';
import type { LicenseId } from '../protocol/license-id.ts';
import { type InspectedLicenseKey, inspectLicenseKey } from '../protocol/license-key.ts';
import { type AnswerFault, type AskedCheck, verifyAnswer } from '../protocol/verify.ts';
import { backOffMs } from './back-off.ts';
import { browserStore } from './browser-store.ts';
import type { Client, ClientOptions, Fetch, Status, Store } from './client-options.ts';
import { endpointOf } from './endpoint.ts';
import { emptyState, type Failure, type HeldState, readState, writeState } from './held-state.ts';
import { KeyRing } from './key-ring.ts';
import { memoryStore } from './memory-store.ts';
import { type KeyTrust, statusOf } from './status-of.ts';
import { fetchSigned } from './transport.ts';

/** How long a request may take in all; a scan waits so long only where nothing else can carry it. */
const REQUEST_MS = 20_000;
const DAY_SECONDS = 86_400;
/** No back-off lasts longer, whatever a stored state says. */
const MOST_BACK_OFF_MS = 3_600_000;

/** Requests under way, by store and name: clients given the same store share them. */
const underWay = new WeakMap<Store, Map<string, Promise<void>>>();

/**
 * Makes the license client of one app on one device. Nothing is sent before `check()`, and nothing here throws.
 *
 * @example (await createClient({ key: '', app: 'com.acme.app', product: 'BlinkID', version: '7.8.1', platform: 'android', os: '15', trustedKeys: [] }).status()).code // 'key-malformed'
 */
export function createClient(options: ClientOptions): Client {
  return new LicenseClient(options);
}

type Asked = Record<'licensee' | 'version' | 'os', string> & AskedCheck;

class LicenseClient implements Client {
  readonly #options: ClientOptions;
  readonly #key: InspectedLicenseKey;
  readonly #endpoint: string | null;
  /** What makes asking pointless, as a status. */
  readonly #unusable: Status | null;
  readonly #store: Store;
  readonly #ring: KeyRing;
  readonly #listeners = new Set<(status: Status) => void>();
  #held: HeldState | null = null;
  #stored: string | null = null;
  #note = '';
  #told = '';
  #name: string | null = null;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#key = inspectLicenseKey(String(options.key));
    const url = this.#key.ok ? endpointOf(this.#key.claims.url) : null;
    this.#endpoint = options.proxy === undefined ? url : endpointOf(String(options.proxy));
    this.#unusable = this.#whatIsWrong(url);
    this.#store = options.store ?? defaultStore();
    this.#ring = new KeyRing(options.trustedKeys, options.ed25519);
  }

  inspectKey = (): InspectedLicenseKey => this.#key;

  onChange = (listener: (status: Status) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  status = (): Promise<Status> => this.#safely(() => this.#look());
  check = ({ signal }: { signal?: AbortSignal } = {}): Promise<Status> =>
    this.#safely(() => this.#check(false, signal));
  refresh = ({ signal }: { signal?: AbortSignal } = {}): Promise<Status> =>
    this.#safely(() => this.#check(true, signal));

  #whatIsWrong(url: string | null): Status | null {
    if (!this.#key.ok) return { state: 'new', code: 'key-malformed', detail: this.#key.fault };
    if (this.#options.proxy !== undefined && this.#endpoint === null) {
      return { state: 'new', code: 'proxy-invalid', detail: 'not an https: origin' };
    }
    return url === null ? { state: 'new', code: 'key-malformed', detail: 'its address is not https:' } : null;
  }

  /** Nothing leaves a client but a status. What is thrown here is a broken runtime or a bug, and is said in it. */
  async #safely(work: () => Promise<Status>): Promise<Status> {
    if (this.#unusable) return this.#unusable;
    try {
      return this.#tell(await work());
    } catch (error) {
      return {
        state: 'new',
        code: 'answer-not-trusted',
        detail: error instanceof Error ? error.message : 'failed',
      };
    }
  }

  #tell(status: Status): Status {
    const now = `${status.state} ${status.code ?? ''}`;
    if (now !== this.#told) {
      this.#told = now;
      for (const listener of this.#listeners) {
        try {
          listener(status);
        } catch (error) {
          // The listener's own fault: it is reported where such faults are, and nobody else suffers from it.
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    }
    return status;
  }

  async #check(isForced: boolean, signal: AbortSignal | undefined): Promise<Status> {
    const before = await this.#look();
    const isDue = (before.nextCheckAt ?? 0) <= this.#now();
    if ((!isForced && !isDue) || signal?.aborted) return before;
    const asking = this.#share(isForced);
    // Grace carries a scan: it waits a little and goes on, and the answer is taken when it comes.
    const mayGoOn =
      before.state === 'grace' || before.state === 'leased' || (await this.#wouldHaveGrace(before));
    await settled(asking, mayGoOn ? (this.#options.timeoutMs ?? 2_000) : REQUEST_MS, signal);
    return this.#look();
  }

  async #wouldHaveGrace({ state }: Status): Promise<boolean> {
    return state === 'new' && (await this.#trust()).trust === 'trusted';
  }

  /** One request at a time for all clients of a store. */
  async #share(isForced: boolean): Promise<void> {
    const name = await this.#storeName();
    const ours = underWay.get(this.#store) ?? new Map<string, Promise<void>>();
    underWay.set(this.#store, ours);
    const running = ours.get(name);
    if (running) return running;
    const asking = this.#askAlone(name, isForced).finally(() => ours.delete(name));
    ours.set(name, asking);
    return asking;
  }

  async #askAlone(name: string, isForced: boolean): Promise<void> {
    const release = this.#store.lock ? await this.#store.lock(`${name}-asking`, REQUEST_MS) : () => undefined;
    if (release === null) return;
    try {
      const now = await this.#look();
      if (isForced || (now.nextCheckAt ?? 0) <= this.#now()) await this.#ask();
    } finally {
      await release();
    }
  }

  async #ask(): Promise<void> {
    if (!this.#key.ok || this.#endpoint === null) return;
    const { fetch = defaultFetch } = this.#options;
    const signal = AbortSignal.timeout(REQUEST_MS);
    const wanted = { fetch, signal, now: () => this.#now() };
    await this.#begin();
    const asked = this.#asked(this.#key.claims);
    const answer = await fetchSigned({
      ...wanted,
      url: `${this.#endpoint}/api/v1/validate`,
      body: JSON.stringify(asked),
    });
    if (!answer.ok) return this.#fail(answer.failure, answer.retryAfterMs);
    let fault = await this.#take(answer.text, asked);
    if (fault === 'unknown-key') {
      const keys = await fetchSigned({ ...wanted, url: `${this.#endpoint}/.well-known/leasehold-keys` });
      if (!keys.ok) return this.#fail(keys.failure, keys.retryAfterMs);
      if (await this.#ring.take(keys.text)) await this.#write(await this.#ring.storeName(), keys.text);
      fault = await this.#take(answer.text, asked);
    }
    if (fault !== null) await this.#fail({ code: 'answer-not-trusted', detail: fault }, 0);
  }

  #asked({ sub, licensee }: { sub: LicenseId; licensee: string }): Asked {
    const { app, product, version, platform, os } = this.#options;
    const nonce = encodeBase64url(crypto.getRandomValues(new Uint8Array(12)));
    return { license: sub, licensee, app, product, version, platform, os, nonce };
  }

  /** Grace before any answer counts from the first attempt. */
  async #begin(): Promise<void> {
    const held = await this.#load();
    if (held.answer !== null || held.graceFrom !== null) return;
    held.graceFrom = held.clock.read(this.#now());
    held.failure = { code: 'server-unreachable', detail: 'no answer yet' };
    await this.#save();
  }

  /** Takes an answer that is believed, and says why it is not otherwise. `unknown-key`: a newer key set could help. */
  async #take(jws: string, asked: Asked): Promise<AnswerFault | 'ended-keys' | 'early' | null> {
    const { set } = this.#ring;
    if (set === null || !this.#key.ok) return 'unknown-key';
    const verified = await verifyAnswer(jws, set.answers, asked, this.#options.ed25519);
    if (!verified.ok) return verified.code;
    const { iat, exp } = verified.claims;
    // Whether a key set has ended is judged by what it verifies, never by the device's clock (wire.md section 3).
    if (iat >= set.exp) return 'unknown-key';
    if (iat < this.#key.claims.iat - DAY_SECONDS) return 'early';
    const held = emptyState(this.#now());
    held.clock.set(iat * 1000, this.#now());
    this.#held = { ...held, jws, answer: verified, next: verified.outcome === 'lease' ? 0 : exp * 1000 };
    await this.#save();
    return null;
  }

  async #fail(failure: Failure, retryAfterMs: number): Promise<void> {
    const held = await this.#load();
    held.failure = failure;
    held.failures += 1;
    held.next = held.clock.read(this.#now()) + Math.max(backOffMs(held.failures), retryAfterMs);
    await this.#save();
  }

  /** How things stand now, with the clock followed. */
  async #look(): Promise<Status> {
    const held = await this.#load();
    const before = held.clock.mark;
    const at = held.clock.read(this.#now());
    held.next = Math.min(held.next, at + MOST_BACK_OFF_MS);
    // What was seen of the clock survives a restart, so that setting it back while the process is off gains little.
    if (held.jws !== null || held.graceFrom !== null) {
      if (at - before.high >= 1_000 || held.clock.mark.behind !== before.behind) await this.#save();
    }
    const status = statusOf(held, await this.#trust(), at);
    return this.#note === '' ? status : { ...status, detail: `${status.detail}; ${this.#note}` };
  }

  async #trust(): Promise<KeyTrust> {
    if (!this.#key.ok) return { trust: 'unknown', graceSeconds: 0 };
    return this.#ring.trustOf({ jws: this.#key.jws, grace: this.#key.claims.grace });
  }

  /** What is held, read again when another process or tab has stored something else. */
  async #load(): Promise<HeldState> {
    await this.#ring.take(this.#options.keySet);
    await this.#ring.take(await this.#read(await this.#ring.storeName()));
    const text = await this.#read(await this.#storeName());
    if (this.#held !== null && (text === this.#stored || text === null)) return this.#held;
    const read = text === null ? null : await this.#verified(text);
    this.#note = text !== null && read === null ? 'the stored state could not be read' : '';
    this.#stored = text;
    this.#held = read ?? this.#held ?? emptyState(this.#now());
    return this.#held;
  }

  async #verified(text: string): Promise<HeldState | null> {
    if (!this.#key.ok) return null;
    const { app, product, platform, ed25519 } = this.#options;
    const asked = { license: this.#key.claims.sub, app, product, platform };
    return readState(text, { keys: this.#ring.set?.answers ?? [], asked, ed25519 });
  }

  async #save(): Promise<void> {
    if (this.#held === null) return;
    const text = writeState(this.#held);
    this.#stored = text;
    await this.#write(await this.#storeName(), text);
  }

  async #storeName(): Promise<string> {
    this.#name ??= await nameOf(this.#options, this.#key);
    return this.#name;
  }

  async #read(name: string): Promise<string | null> {
    try {
      return (await this.#store.get(name)) ?? null;
    } catch {
      this.#note = 'the store cannot be read';
      return null;
    }
  }

  async #write(name: string, text: string): Promise<void> {
    try {
      await this.#store.set(name, text);
    } catch {
      this.#note = 'the store cannot be written';
    }
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** What is kept of one license for one app, product and platform. */
async function nameOf({ app, product, platform }: ClientOptions, key: InspectedLicenseKey): Promise<string> {
  const bytes = new TextEncoder().encode(`${app}\0${product}\0${platform}`);
  const hash = encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  return `leasehold-${key.ok ? key.claims.sub : ''}-${hash.slice(0, 8)}`;
}

/** Waits for work, but no longer than so many milliseconds, nor past an abort. The work goes on. */
function settled(work: Promise<unknown>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener('abort', end);
    work.then(end, end);
  });
}

const defaultFetch: Fetch = (url, init) => globalThis.fetch(url, init);

let shared: Store | undefined;
/** One for all clients of a page or process. */
function defaultStore(): Store {
  shared ??=
    typeof document === 'undefined' && typeof WorkerGlobalScope === 'undefined'
      ? memoryStore()
      : browserStore();
  return shared;
}

declare const WorkerGlobalScope: unknown;
