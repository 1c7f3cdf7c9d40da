/**
 * The client, in one closure and not a class with private members: it is what every app carries, and so it is shorter.
 * What it does is wire.md section 7; the rules are in status-of.ts and device-clock.ts.
 */
import { encodeBase64url } from '../protocol/base64url.ts';
import { readLicenseKey } from '../protocol/license-key.ts';
import { type AskedCheck, verifyAnswer } from '../protocol/verify.ts';
import { backOffMs } from './back-off.ts';
import { browserStore } from './browser-store.ts';
import type { Client, ClientOptions, Fetch, InspectedKey, Status, Store } from './client-options.ts';
import { readClock } from './device-clock.ts';
import { endpointOf } from './endpoint.ts';
import { emptyState, type Failure, type HeldState, readState, writeState } from './held-state.ts';
import { makeKeyRing } from './key-ring.ts';
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

type Asked = AskedCheck & Record<'licensee' | 'version' | 'os', string>;

/**
 * Makes the license client of one app on one device. Nothing is sent before `check()`, and nothing here throws.
 *
 * @example (await createClient({ key: '', app: 'com.acme.app', product: 'BlinkID', version: '7.8.1', platform: 'android', os: '15', trustedKeys: [] }).status()).code // 'key-malformed'
 */
export function createClient(options: ClientOptions): Client {
  const { app, product, version, platform, os, ed25519, proxy, timeoutMs = 2_000 } = options;
  const { fetch = defaultFetch, now = Date.now, store = defaultStore() } = options;
  const key = inspectedKey(`${options.key}`);
  const keyEndpoint = key.ok ? endpointOf(key.claims.url) : null;
  const endpoint = proxy === undefined ? keyEndpoint : endpointOf(`${proxy}`);
  const ring = makeKeyRing(options.trustedKeys, ed25519);
  const listeners = new Set<(status: Status) => void>();
  let held: HeldState | null = null;
  let stored: string | null = null;
  let names: Promise<[state: string, keys: string]> | undefined;
  let note = '';
  let told = '';

  /** What makes asking pointless. */
  const wrong = keyEndpoint === null ? 'key-malformed' : endpoint === null ? 'proxy-invalid' : null;
  const unusable: Status | null = wrong && {
    state: 'new',
    code: wrong,
    detail: key.ok ? 'not https:' : key.detail,
  };

  /** Nothing leaves a client but a status. What is thrown here is a broken runtime or a bug, and is said in it. */
  async function safely(work: () => Promise<Status>): Promise<Status> {
    if (unusable) return unusable;
    try {
      return tell(await work());
    } catch (error) {
      return { state: 'new', code: 'answer-not-trusted', detail: `${error}` };
    }
  }

  function tell(status: Status): Status {
    const says = `${status.state} ${status.code}`;
    if (says === told) return status;
    told = says;
    for (const listener of listeners) {
      try {
        listener(status);
      } catch (error) {
        // The listener's own fault: it is said, and nobody else suffers from it.
        console.error(error);
      }
    }
    return status;
  }

  async function check(isForced: boolean, signal: AbortSignal | undefined): Promise<Status> {
    const before = await look();
    if ((!isForced && !isDue(before)) || signal?.aborted) return before;
    // Grace carries a scan: it waits a little and goes on, and the answer is taken when it comes.
    const mayGoOn = before.state === 'grace' || before.state === 'leased' || (await wouldHaveGrace(before));
    const ended = share(isForced).then(look).then(tell);
    await settled(ended, mayGoOn ? timeoutMs : REQUEST_MS, signal);
    return look();
  }

  function isDue({ nextCheckAt = 0 }: Status): boolean {
    return nextCheckAt <= now();
  }

  async function wouldHaveGrace({ state }: Status): Promise<boolean> {
    return state === 'new' && (await trust()).trust === 'trusted';
  }

  /** One request at a time for all clients of a store. */
  async function share(isForced: boolean): Promise<void> {
    const [name] = await nameBoth();
    const all = underWay.get(store) ?? new Map<string, Promise<void>>();
    underWay.set(store, all);
    const asking = all.get(name) ?? askAlone(name, isForced).finally(() => all.delete(name));
    all.set(name, asking);
    return asking;
  }

  async function askAlone(name: string, isForced: boolean): Promise<void> {
    const release = store.lock ? await store.lock(`${name}-asking`, REQUEST_MS) : () => undefined;
    if (release === null) return;
    try {
      if (isForced || isDue(await look())) await ask();
    } catch (error) {
      // No Ed25519 in this runtime, say.
      await fail({ code: 'answer-not-trusted', detail: `${error}` });
    } finally {
      await release();
    }
  }

  async function ask(): Promise<void> {
    if (!key.ok || endpoint === null) return;
    const { sub, licensee } = key.claims;
    const signal = AbortSignal.timeout(REQUEST_MS);
    const nonce = encodeBase64url(crypto.getRandomValues(new Uint8Array(12)));
    const asked = { license: sub, licensee, app, product, version, platform, os, nonce };
    await begin();
    const wanted = { fetch, signal, now };
    const answer = await fetchSigned({
      ...wanted,
      url: `${endpoint}/api/v1/validate`,
      body: JSON.stringify(asked),
    });
    if (!answer.ok) return fail(answer.failure, answer.retryAfterMs);
    let fault = await take(answer.text, asked);
    if (fault === 'unknown-key') {
      const keys = await fetchSigned({ ...wanted, url: `${endpoint}/.well-known/leasehold-keys` });
      if (!keys.ok) return fail(keys.failure, keys.retryAfterMs);
      if (await ring.take(keys.text)) await write((await nameBoth())[1], keys.text);
      fault = await take(answer.text, asked);
    }
    if (fault !== null) await fail({ code: 'answer-not-trusted', detail: fault });
  }

  /** Grace before any answer counts from the first attempt. */
  async function begin(): Promise<void> {
    const state = await load();
    if (state.answer !== null || state.graceFrom !== null) return;
    state.graceFrom = follow(state);
    state.failure = { code: 'server-unreachable', detail: 'no answer yet' };
    await save(state);
  }

  /** Takes an answer that is believed, and says why it is not otherwise. `unknown-key`: a newer key set could help. */
  async function take(jws: string, asked: Asked): Promise<string | null> {
    const set = ring.set();
    if (set === null || !key.ok) return 'unknown-key';
    const answer = await verifyAnswer(jws, set.answers, asked, ed25519);
    if (!answer.ok) return answer.code;
    const { iat, exp } = answer.claims;
    // Whether a key set has ended is judged by what it verifies, never by the device's clock (wire.md section 3).
    if (iat >= set.exp) return 'unknown-key';
    if (iat < key.claims.iat - DAY_SECONDS) return 'too-early';
    const next = answer.outcome === 'lease' ? 0 : exp * 1000;
    const clock = { high: iat * 1000, seen: now(), behind: 0 };
    await save({ ...emptyState(0), jws, answer, clock, next });
    return null;
  }

  async function fail(failure: Failure, retryAfterMs = 0): Promise<void> {
    const state = await load();
    state.failure = failure;
    state.failures += 1;
    state.next = follow(state) + Math.max(backOffMs(state.failures), retryAfterMs);
    await save(state);
  }

  /** How things stand now, with the clock followed. */
  async function look(): Promise<Status> {
    const state = await load();
    const { high, behind } = state.clock;
    const at = follow(state);
    state.next = Math.min(state.next, at + MOST_BACK_OFF_MS);
    // What was seen of the clock survives a restart, so that setting it back while the process is off gains little.
    const isKept = state.jws !== null || state.graceFrom !== null;
    if (isKept && (at - high >= 1_000 || state.clock.behind !== behind)) await save(state);
    const status = statusOf(state, await trust(), at);
    return note ? { ...status, detail: `${status.detail}; ${note}` } : status;
  }

  /** Reads the clock: gives the server's time. */
  function follow(state: HeldState): number {
    state.clock = readClock(state.clock, now());
    return state.clock.high;
  }

  async function trust(): Promise<KeyTrust> {
    return key.ok ? ring.trustOf(key.jws, key.claims.grace) : { trust: 'unknown', graceSeconds: 0 };
  }

  /** What is held, read again when another process or tab has stored something else. */
  async function load(): Promise<HeldState> {
    const [name, keysName] = await nameBoth();
    await ring.take(options.keySet);
    await ring.take(await read(keysName));
    const text = await read(name);
    if (held !== null && (text === stored || text === null)) return held;
    stored = text;
    const state =
      text === null || !key.ok
        ? null
        : await readState(text, {
            keys: ring.set()?.answers ?? [],
            asked: { license: key.claims.sub, app, product, platform },
            ed25519,
          });
    if (text !== null) note = state ? '' : 'stored state unreadable';
    held = state ?? held ?? emptyState(now());
    return held;
  }

  async function save(state: HeldState): Promise<void> {
    held = state;
    stored = writeState(state);
    await write((await nameBoth())[0], stored);
  }

  function nameBoth() {
    names ??= Promise.all([nameOf(options, key), ring.name()]);
    return names;
  }

  /** What a store throws counts as nothing kept, and is said. */
  async function kept<T>(work: () => T): Promise<Awaited<T> | null> {
    try {
      return await work();
    } catch {
      note = 'store failed';
      return null;
    }
  }

  async function read(name: string): Promise<string | null> {
    return (await kept(() => store.get(name))) ?? null;
  }

  function write(name: string, text: string): Promise<unknown> {
    return kept(() => store.set(name, text));
  }

  return {
    check: ({ signal } = {}) => safely(() => check(false, signal)),
    refresh: ({ signal } = {}) => safely(() => check(true, signal)),
    status: () => safely(look),
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    inspectKey: () => key,
  };
}

function inspectedKey(text: string): InspectedKey {
  const read = readLicenseKey(text);
  return read.ok ? read : { ok: false, fault: read.fault, detail: `license key ${read.fault}` };
}

/** The name of what is kept of one license for one app, product and platform. */
async function nameOf({ app, product, platform }: ClientOptions, key: InspectedKey): Promise<string> {
  const bytes = new TextEncoder().encode(`${app}\0${product}\0${platform}`);
  const hash = encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
  return `leasehold-${key.ok ? key.claims.sub : ''}-${hash.slice(0, 8)}`;
}

/** Waits for work, but no longer than so many milliseconds, nor past an abort. The work goes on. */
function settled(work: Promise<unknown>, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    signal?.addEventListener('abort', end, { once: true });
    work.then(end, end);
  });
}

const defaultFetch: Fetch = (url, init) => globalThis.fetch(url, init);

let shared: Store | undefined;
/** One for all clients of a page or process. */
function defaultStore(): Store {
  shared ??= 'document' in globalThis || 'WorkerGlobalScope' in globalThis ? browserStore() : memoryStore();
  return shared;
}
