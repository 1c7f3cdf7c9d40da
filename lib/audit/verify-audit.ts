import type { Handle } from '#db/client.ts';
import {
  type EntryTexts,
  findEntryBehind,
  isForeign,
  type LastLink,
  type LinkedEntry,
  listHeads,
  listLinks,
  readUnsealed,
} from '#db/queries/audit-chain.ts';
import type { SigningKey } from '#lib/keys/signing-key.ts';
import { type AuditHead, readAuditHead } from './audit-head.ts';
import { linkHash, NO_HASH } from './link-hash.ts';

/** Of a million entries so many are in memory at a time. */
const PAGE = 2_000;

/** A head that was kept outside the database, and where. */
export type KeptHead = { where: string; jws: string };

export type AuditFault = {
  /** The first position of the chain that is not as it was, from 1. */
  position: number;
  /** The entry's ID, where it is known. */
  entry: number | null;
  says: string;
};

export type AuditVerdict = {
  /** How many entries were found as they were sealed. */
  sealed: number;
  /** Younger ones, which nothing vouches for yet. */
  unsealed: number;
  /** The newest head: keep it outside, and the log cannot be cut short behind it. */
  head: string | null;
  fault: AuditFault | null;
};

export type Verification = { key: SigningKey; kept: readonly KeptHead[] };

/**
 * Goes through the whole chain: whether each entry is as it was sealed, stands where it stood, and whether what heads
 * vouch for is there. Stops at the first fault. Reads the log as it is at one moment, a page at a time.
 */
export async function verifyAudit(
  handle: Handle,
  { key, kept }: Verification,
  pageSize = PAGE,
): Promise<AuditVerdict> {
  return handle.transaction(
    async (tx) => {
      const outside: Vouched[] = [];
      for (const { where, jws } of kept) {
        const read = readAuditHead(key, jws);
        if (read.is !== 'good')
          return { ...NOTHING, fault: fault(0, null, `${where} was not signed by this installation.`) };
        outside.push({ where, head: read.head });
      }
      return new Walk(tx, { key, outside, pageSize }).verdict();
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

const NOTHING = { sealed: 0, unsealed: 0, head: null };

type Vouched = { where: string; head: AuditHead };
type WalkOptions = { key: SigningKey; outside: readonly Vouched[]; pageSize: number };

class Walk {
  readonly #handle: Handle;
  readonly #key: SigningKey;
  readonly #outside: readonly Vouched[];
  readonly #pageSize: number;
  #last: { position: number; hash: string; entry: EntryTexts | null } = {
    position: 0,
    hash: NO_HASH,
    entry: null,
  };
  #head: { position: number; jws: string } | null = null;

  constructor(handle: Handle, { key, outside, pageSize }: WalkOptions) {
    this.#handle = handle;
    this.#key = key;
    this.#outside = outside;
    this.#pageSize = pageSize;
  }

  async verdict(): Promise<AuditVerdict> {
    const found = (await this.#walkChain()) ?? (await this.#lookBehind());
    const { count } = await readUnsealed(this.#handle);
    return {
      sealed: this.#last.position,
      unsealed: found === null ? count : 0,
      head: this.#head?.jws ?? null,
      fault: found,
    };
  }

  async #walkChain(): Promise<AuditFault | null> {
    for (;;) {
      const links = await listLinks(this.#handle, this.#last.position, this.#pageSize);
      if (links.length === 0) return null;
      const vouched = await this.#vouchedUpTo(links.at(-1)?.position ?? 0);
      if ('says' in vouched) return vouched;
      for (const link of links) {
        const found = this.#step(link, vouched.get(link.position) ?? []);
        if (found !== null) return found;
      }
    }
  }

  /** What heads say of the positions up to here that were not walked yet. */
  async #vouchedUpTo(end: number): Promise<Map<number, Vouched[]> | AuditFault> {
    const vouched = new Map<number, Vouched[]>();
    const add = (one: Vouched) =>
      vouched.set(one.head.position, [...(vouched.get(one.head.position) ?? []), one]);
    const from = this.#last.position;
    for (const { position, jws, sealedAt } of await listHeads(this.#handle, from, end - from)) {
      if (position > end) break;
      const read = readAuditHead(this.#key, jws);
      if (read.is !== 'good' || read.head.position !== position)
        return fault(
          position,
          null,
          `The head of ${sealedAt.toISOString()} was not signed by this installation.`,
        );
      add({ where: `The head of ${read.head.sealedAt}`, head: read.head });
      this.#head = { position, jws };
    }
    for (const one of this.#outside) if (one.head.position > from && one.head.position <= end) add(one);
    return vouched;
  }

  #step({ position, entryId, hash, entry }: LinkedEntry, vouched: readonly Vouched[]): AuditFault | null {
    const expected = this.#last.position + 1;
    if (position !== expected)
      return fault(expected, null, `${places(expected, position - 1)} of the chain are missing.`);
    if (entry === null) return fault(position, entryId, `Entry ${entryId} is missing.`);
    if (linkHash({ previous: this.#last.hash, position }, entry) !== hash) {
      const what = `${entry.action} of ${entry.at}`;
      return fault(
        position,
        entryId,
        `Entry ${entryId} (${what}) is not what was sealed here: it was changed, or moved.`,
      );
    }
    const contrary = vouched.find(({ head }) => head.hash !== hash);
    if (contrary)
      return fault(
        position,
        entryId,
        `${contrary.where} vouches for another entry ${position}: it, or one before it, was rewritten.`,
      );
    this.#last = { position, hash, entry };
    return null;
  }

  /** After the last link: what heads still vouch for, and what was slipped in before it. */
  async #lookBehind(): Promise<AuditFault | null> {
    const { position, hash, entry } = this.#last;
    const [beyond] = await listHeads(this.#handle, position, 1);
    const lost = [
      ...(beyond
        ? [{ where: `The head of ${beyond.sealedAt.toISOString()}`, position: beyond.position }]
        : []),
      ...this.#outside.map(({ where, head }) => ({ where, position: head.position })),
    ].find((one) => one.position > position);
    if (lost)
      return fault(
        position + 1,
        null,
        `${lost.where} vouches for ${lost.position} entries; the log ends after ${position}. The rest was cut off.`,
      );
    if (entry === null) return null;
    if (this.#head?.position !== position)
      return fault(
        position,
        entry.id,
        `No head vouches for the last entries, up to ${position}: it was removed.`,
      );
    const last: LastLink = { position, hash, entryId: entry.id, xact: entry.xact };
    if (await isForeign(this.#handle, entry.xact)) return null;
    const behind = await findEntryBehind(this.#handle, last);
    return behind === null
      ? null
      : fault(position, behind, `Entry ${behind} was put in among those that were sealed before it.`);
  }
}

function fault(position: number, entry: string | null, says: string): AuditFault {
  return { position, entry: entry === null ? null : Number(entry), says };
}

function places(from: number, to: number): string {
  return from === to ? `Position ${from}` : `Positions ${from} to ${to}`;
}
