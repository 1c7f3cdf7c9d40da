import type { AgreementHistoryEntry } from '#lib/contract/agreements.ts';
import { ACTION_WORDS } from '#lib/domain/action-words.ts';
import { TERM_NAMES } from '#lib/domain/agreement-terms.ts';
import { ACTIONS, POLICY } from '#lib/domain/policy.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { namedTerms, type SomeTerms, sayTerm, TERM_LABELS, type TermName } from './term-words.ts';

type Entry = Pick<AgreementHistoryEntry, 'action' | 'before' | 'after'>;

/** Whether something was changed: looks are entries of the audit log too. */
export function isChange({ action }: Entry): boolean {
  return ACTIONS.some((one) => one === action && POLICY[one].changes);
}

/** What was done, as the audit log says it: "Amended an agreement". */
export function historyWords({ action }: Entry): string {
  const known = ACTIONS.find((one) => one === action);
  const words = known ? ACTION_WORDS[known] : action;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The terms an entry changed, in words, with what they were. */
export function termChanges(
  { before, after }: Entry,
  now: number,
): { name: string; before: string | null; after: string }[] {
  const was = readSomeTerms(before);
  const is = readSomeTerms(after);
  return namedTerms(is).map((name) => ({
    name: TERM_LABELS[name],
    before: was[name] === undefined ? null : sayTerm(name, was, now),
    after: sayTerm(name, is, now),
  }));
}

/** The terms among what an entry holds; what is none, or not of its form, is left out. */
function readSomeTerms(record: Record<string, unknown> | null): SomeTerms {
  const terms: Record<string, unknown> = {};
  for (const name of TERM_NAMES) {
    const value = record?.[name];
    if (value !== undefined && HAS_FORM[name](value)) terms[name] = value;
  }
  return terms;
}

const isText = (value: unknown) => typeof value === 'string';
const isTextOrNone = (value: unknown) => value === null || isText(value);
const isNumber = (value: unknown) => typeof value === 'number';
const isRight = (value: unknown) => typeof value === 'boolean';
const HAS_FORM: Record<TermName, (value: unknown) => boolean> = {
  title: isText,
  products: (value) => Array.isArray(value) && value.every(isText),
  platforms: (value) =>
    Array.isArray(value) && value.every((one) => PLATFORMS.some((known) => known === one)),
  appLimit: isNumber,
  startsOn: isText,
  endsOn: isText,
  noticeDays: isNumber,
  noticeAddress: isTextOrNone,
  leaseSeconds: isNumber,
  graceSeconds: isNumber,
  retrySeconds: isNumber,
  versionCap: isTextOrNone,
  offline: isRight,
  proxy: isRight,
};
