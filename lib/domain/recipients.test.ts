import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TEAM_ROLES } from './policy.ts';
import { type Candidate, mayMute, NOTICE_KINDS, RECIPIENTS, recipientsOf, TOLD } from './recipients.ts';

test('who is told what', () => {
  const table = TOLD.map((notice) => {
    const { kind, about, team, staff } = RECIPIENTS[notice];
    return `${notice} (${kind}, ${about}): ${[...team, ...staff].join(' ') || 'whoever is named'}`;
  });
  expect(table).toMatchInlineSnapshot(`
    [
      "ending-notice (endings, agreement-notice): owner admin",
      "ending-reminder (endings, agreement-notice): owner admin",
      "ending-cancelled (endings, agreement-notice): owner admin",
      "ending-in-effect (endings, agreement-notice): owner admin developer",
      "agreement-held (endings, agreement): owner admin",
      "agreement-renewed (endings, agreement): owner admin",
      "agreement-amended (endings, agreement): owner admin",
      "license-locked (locks, lock): owner admin developer",
      "license-unlocked (locks, lock): owner admin developer",
      "lock-renewed (locks, lock): owner admin developer",
      "lock-ended (locks, lock): owner admin developer",
      "trial-ends (trials, license): owner admin developer",
      "trial-ended (trials, license): owner admin developer",
      "trial-extended (trials, license): owner admin developer",
      "key-replaced (licenses, license): owner admin developer",
      "license-converted (licenses, license): owner admin developer",
      "license-issued (licenses, license): owner admin developer",
      "first-check (licenses, license): owner admin developer",
      "request-received (requests, request): sales support",
      "request-withdrawn (requests, request): sales support",
      "request-reply (requests, request-message): sales support",
      "request-answered (requests, request-message): owner admin",
      "request-granted (requests, request): owner admin",
      "request-declined (requests, request): owner admin",
      "approval-asked (approvals, approval): sales support operator",
      "approval-decided (approvals, approval): whoever is named",
      "second-factor-on (security, person): whoever is named",
      "second-factor-off (security, person): whoever is named",
      "recovery-code-used (security, person): whoever is named",
    ]
  `);
});

const candidates = fc.uniqueArray(
  fc.record<Candidate>({
    personId: fc.stringMatching(/^[a-z]$/),
    role: fc.constantFrom(...TEAM_ROLES, null),
    isSuspended: fc.boolean(),
    muted: fc.subarray([...NOTICE_KINDS, 'something-else']),
  }),
  { selector: ({ personId }) => personId },
);
const notice = fc.constantFrom(...TOLD);

test('everybody but the suspended and whoever did it is told, once', () => {
  fc.assert(
    fc.property(notice, candidates, fc.stringMatching(/^[a-z]$/), (told, people, except) => {
      const expected = people.filter(({ personId, isSuspended }) => !isSuspended && personId !== except);
      expect(recipientsOf(told, people, except).map(({ personId }) => personId)).toEqual(
        expected.map(({ personId }) => personId),
      );
    }),
  );
});

test('a mail is left out only for who muted its kind, and never of endings and locks for owners and admins', () => {
  fc.assert(
    fc.property(notice, candidates, (told, people) => {
      const { kind } = RECIPIENTS[told];
      for (const { personId, byMail } of recipientsOf(told, people)) {
        const { role, muted } = people.find((person) => person.personId === personId) as Candidate;
        const mustKnow = (role === 'owner' || role === 'admin') && (kind === 'endings' || kind === 'locks');
        expect(byMail).toBe(mustKnow || kind === 'security' || !muted.includes(kind));
      }
    }),
  );
});

test('nobody mutes what concerns the security of their account', () => {
  for (const role of [...TEAM_ROLES, null]) expect(mayMute('security', role)).toBe(false);
  expect(mayMute('trials', 'owner')).toBe(true);
});
