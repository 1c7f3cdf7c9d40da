import type { LicenseKind } from '../protocol/answer.ts';
import type { DeviceCode, LockCode, RefusalCode } from '../protocol/codes.ts';
import type { LicenseKeyFault, ReadLicenseKey } from '../protocol/license-key.ts';
import type { Platform } from '../protocol/platforms.ts';
import type { Ed25519Verify } from '../protocol/verify.ts';

/** Where a client keeps what must survive a restart. Either function may give a promise. What they throw counts as nothing kept. */
export type Store = {
  get(name: string): string | null | undefined | Promise<string | null | undefined>;
  set(name: string, text: string): void | Promise<void>;
  /**
   * Optional: takes a lock that other processes or tabs respect, and gives what releases it, or null when somebody else
   * held it for `waitMs`. Without it two processes on one store may both ask; nothing else can happen.
   */
  lock?(name: string, waitMs: number): Promise<(() => void | Promise<void>) | null>;
};

/** The one way to the network: what of `fetch` is used. */
export type Fetch = (
  url: string,
  init: {
    method: 'GET' | 'POST';
    headers: Record<string, string>;
    body?: string;
    signal: AbortSignal;
    redirect: 'manual';
  },
) => Promise<Pick<Response, 'status' | 'headers' | 'text'>>;

/** What a client is made of. */
export type ClientOptions = {
  /** The license key, as copied from the dashboard. White space and line breaks do no harm. */
  key: string;
  /** The application identifier of this app or machine (wire.md section 5). */
  app: string;
  product: string;
  version: string;
  platform: Platform;
  /** The operating system's version; for `browser` the browser's name and major version. */
  os: string;
  /** Public root keys (JWKs) of the installation; pin at least two. A bad one throws nothing: nothing it signs is believed. */
  trustedKeys: readonly unknown[];
  /** A signed key set made at release time: with it a first start offline has its grace. */
  keySet?: string;
  /** Where to keep the answer. Default: memory; in browsers their own storage. */
  store?: Store;
  /** Everything goes to this address and nothing past it: an `https:` origin, or `http:` on loopback. */
  proxy?: string;
  fetch?: Fetch;
  /** The only clock that is read: Unix milliseconds. */
  now?: () => number;
  /** How long a scan waits for an answer while grace can carry it. Default 2,000. */
  timeoutMs?: number;
  /** Ed25519 for runtimes whose WebCrypto has none; `@noble/ed25519`'s `verifyAsync`, say. */
  ed25519?: Ed25519Verify;
};

export type ClientState = 'new' | 'leased' | 'grace' | 'locked' | 'refused';

/** A license key that is whole, or what is wrong with it in a few words. */
export type InspectedKey =
  | Extract<ReadLicenseKey, { ok: true }>
  | { ok: false; fault: LicenseKeyFault; detail: string };

/** How things stand on this device. Moments are Unix milliseconds on the device's own clock. */
export type Status = {
  state: ClientState;
  /** Why, unless a lease runs. */
  code?: LockCode | RefusalCode | DeviceCode;
  leaseEndsAt?: number;
  graceEndsAt?: number;
  /** When the next check may ask; before it none goes out. */
  nextCheckAt?: number;
  kind?: LicenseKind;
  /** For logs: a few words, never shown to an end user. */
  detail: string;
};

export type Client = {
  /** Asks when no lease runs, else answers at once. Never throws. A scan may go on in the states `leased` and `grace`. */
  check(options?: { signal?: AbortSignal }): Promise<Status>;
  /** How things stand, without the network. Never throws. */
  status(): Promise<Status>;
  /** Asks now, whatever lease, lock or back-off there is. Never throws. */
  refresh(options?: { signal?: AbortSignal }): Promise<Status>;
  /** Calls back whenever state or code changed; gives what ends that. */
  onChange(listener: (status: Status) => void): () => void;
  /** Reads the license key without verifying it. `inspectLicenseKey` of `@leasehold/client/protocol` says more. */
  inspectKey(): InspectedKey;
};
