import type { Handle } from '#db/client.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Sender } from '../letter-layout.tsx';

/** What a notice says, before it is a mail or a line in the inbox. */
export type Words = {
  /** The mail's subject, and the line in the inbox: it must say what happened by itself. */
  subject: string;
  heading: string;
  /** What happened, what happens next, what to do. */
  says: string[];
  /** What a person wrote, kept apart from what we say. */
  quote?: { from: string; text: string };
  facts: Fact[];
  /** The path starts with a slash. */
  action: { label: string; path: string };
  /** Why it came to this reader. */
  why: string;
};

export type Fact = { label: string; value: string };

/** What a notice is written from. */
export type Telling = {
  handle: Handle;
  /** The row that the notice is about. */
  id: string;
  now: Instant;
  sender: Sender;
  /** The vendor's. */
  timeZone: string;
};

/** Null: there is nothing to tell, or not any more. */
export type Writer = (telling: Telling) => Promise<Words | null>;
