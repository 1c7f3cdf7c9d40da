import type { ExplainInput } from '#lib/contract/explain.ts';
import { readJws } from '#sdk/protocol/jws.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import { outcomeOf } from '#sdk/protocol/verify.ts';

/** What names the license in a text that somebody pasted. */
export type Pasted = Pick<ExplainInput, 'license' | 'key' | 'answer'>;

/** What was pasted: a License ID, an answer, or else a license key (whose faults the server names). Null: nothing. */
export function readPasted(text: string): Pasted | null {
  const pasted = text.trim();
  if (pasted === '') return null;
  const id = parseLicenseId(pasted);
  if (id !== null) return { license: id };
  if (/^LIC-/i.test(pasted)) return { license: pasted };
  return outcomeOf(readJws(pasted)?.header.typ ?? '') === null ? { key: pasted } : { answer: pasted };
}
