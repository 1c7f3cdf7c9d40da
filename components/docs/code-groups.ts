import { MANAGEMENT_CODES } from '#lib/domain/management-codes.ts';
import type { Code } from '#lib/domain/reasons.ts';
import { DEVICE_CODES, LOCK_CODES, PROBLEM_CODES, REFUSAL_CODES } from '#sdk/protocol/codes.ts';

export type CodeGroup = { id: string; title: string; says: string; codes: readonly Code[] };

/** A code that two worlds use is explained once, where a device meets it. */
const onTheWire: ReadonlySet<string> = new Set(PROBLEM_CODES);

/** All codes, by where they are met; each stands in exactly one group. */
export const CODE_GROUPS: readonly CodeGroup[] = [
  {
    id: 'locks',
    title: 'Locks',
    says: 'Reasons of a signed answer of type lock+jwt: the license itself does not work, whoever asks.',
    codes: LOCK_CODES,
  },
  {
    id: 'refusals',
    title: 'Refusals',
    says: 'Reasons of a signed answer of type refusal+jwt: the license does not cover this request.',
    codes: REFUSAL_CODES,
  },
  {
    id: 'problems',
    title: 'Problems of a check',
    says: 'Unsigned problem documents that POST /api/v1/validate gives before any decision. A device keeps what it has.',
    codes: PROBLEM_CODES,
  },
  {
    id: 'on-the-device',
    title: 'On the device only',
    says: 'Reported by the client on the device. They never travel.',
    codes: DEVICE_CODES,
  },
  {
    id: 'management',
    title: 'Management API',
    says: 'Problem documents of every other address below /api/v1.',
    codes: MANAGEMENT_CODES.filter((code) => !onTheWire.has(code)),
  },
];
