import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_TYPES, type Answer, parseAnswer, serializeClaims } from './answer.ts';
import { LOCK_CODES, REFUSAL_CODES } from './codes.ts';
import { joinJws, jwsSigningInput } from './jws.ts';
import { formatLicenseId } from './license-id.ts';
import { PLATFORMS, type Platform } from './platforms.ts';

const asked = {
  sub: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(formatLicenseId),
  app: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
  prd: fc.string({ minLength: 1, maxLength: 20 }),
  plt: fc.constantFrom(...PLATFORMS),
  nonce: fc.stringMatching(/^[\w-]{16,22}$/),
  iat: fc.nat(),
  exp: fc.integer({ min: 2 ** 31, max: 2 ** 32 }),
};
const answers: fc.Arbitrary<Answer> = fc.oneof(
  fc
    .record({
      ...asked,
      jti: fc.stringMatching(/^[\w-]{16}$/),
      grace: fc.nat(),
      kind: fc.constantFrom('trial' as const, 'production' as const),
    })
    .map((claims) => ({ outcome: 'lease' as const, claims })),
  fc
    .record({ ...asked, reason: fc.constantFrom(...LOCK_CODES) })
    .map((claims) => ({ outcome: 'lock' as const, claims })),
  fc
    .record({ ...asked, reason: fc.constantFrom(...REFUSAL_CODES) })
    .map((claims) => ({ outcome: 'refusal' as const, claims })),
);

const base = {
  sub: formatLicenseId(new Uint8Array(5)),
  prd: 'BlinkID Verify',
  nonce: 'b2Zt3xY0qkP1n8Zwb2Zt3x',
  iat: 1793196341,
  exp: 1795788341,
};

describe('an answer', () => {
  test('is read back as it was written', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const payload: unknown = JSON.parse(serializeClaims(answer));
        expect(parseAnswer(answer.outcome, payload)).toEqual({ ...answer, claims: { ...answer.claims } });
      }),
    );
  });

  test('is written like JSON.stringify, in one fixed order, without white space', () => {
    fc.assert(
      fc.property(answers, (answer) => {
        const text = serializeClaims(answer);
        expect(text).toBe(JSON.stringify(JSON.parse(text)));
        const last = answer.outcome === 'lease' ? ['jti', 'grace', 'kind'] : ['reason'];
        expect(Object.keys(JSON.parse(text))).toEqual([
          'sub',
          'app',
          'prd',
          'plt',
          'nonce',
          'iat',
          'exp',
          ...last,
        ]);
      }),
    );
  });

  test('is read as no other outcome', () => {
    fc.assert(
      fc.property(
        answers,
        fc.constantFrom('lease' as const, 'lock' as const, 'refusal' as const),
        (answer, outcome) => {
          fc.pre(outcome !== answer.outcome);
          expect(parseAnswer(outcome, answer.claims)).toBeNull();
        },
      ),
    );
  });

  test('with a claim missing or of another kind is none', () => {
    const wrong = fc.constantFrom(undefined, null, true, '', 'x', -1, 1.5, 2 ** 60, [], {});
    fc.assert(
      fc.property(answers, fc.nat(9), wrong, ({ outcome, claims }, index, value) => {
        const names = Object.keys(claims);
        const name = names[index % names.length] ?? 'sub';
        const isText = name === 'app' || name === 'prd' || name === 'nonce';
        fc.pre(!(isText && typeof value === 'string'));
        expect(parseAnswer(outcome, { ...claims, [name]: value })).toBeNull();
      }),
    );
  });

  test('is a lease only with a lease ID of sixteen base64url characters', () => {
    const claims = { ...base, plt: 'ios', app: 'com.acme.ios', grace: 1, kind: 'trial' };
    expect(parseAnswer('lease', { ...claims, jti: 'Qm4xT0vRk2LdYw7e' })).not.toBeNull();
    for (const jti of ['', 'Qm4xT0vRk2LdYw7', 'Qm4xT0vRk2LdYw7eA', 'Qm4xT0vRk2LdYw7=']) {
      expect(parseAnswer('lease', { ...claims, jti }), jti).toBeNull();
    }
  });

  test('that ends before it begins is none', () => {
    fc.assert(
      fc.property(answers, ({ outcome, claims }) => {
        expect(parseAnswer(outcome, { ...claims, iat: claims.exp + 1 })).toBeNull();
        expect(parseAnswer(outcome, { ...claims, iat: claims.exp })).not.toBeNull();
      }),
    );
  });
});

describe('the size of an answer', () => {
  const longest: Record<Platform, string> = {
    android: 'com.harborbank.mobile.onboarding.debug',
    ios: 'com.harborbank.mobile.Onboarding',
    browser: 'onboarding.identity.harborbank.example.com',
    linux: '4c2f0a9e6b1d4e7f8a3b5c6d7e8f9a0b',
    macos: '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
    windows: '00330-80000-00000-AA123',
    'self-hosted': '6F1C2B3A-4D5E-5F60-8A7B-9C0D1E2F3A4B',
  };

  test.each(PLATFORMS)('for %s is at most 500 bytes, whatever the outcome', (plt) => {
    const claims = { ...base, plt, app: longest[plt] };
    const all: Answer[] = [
      {
        outcome: 'lease',
        claims: { ...claims, jti: 'Qm4xT0vRk2LdYw7e', grace: 2592000, kind: 'production' },
      },
      ...LOCK_CODES.map((reason): Answer => ({ outcome: 'lock', claims: { ...claims, reason } })),
      ...REFUSAL_CODES.map((reason): Answer => ({ outcome: 'refusal', claims: { ...claims, reason } })),
    ];
    for (const answer of all) {
      const input = jwsSigningInput(
        { typ: ANSWER_TYPES[answer.outcome], kid: 'FwMbLC4G' },
        serializeClaims(answer),
      );
      expect(joinJws(input, new Uint8Array(64)).length, JSON.stringify(answer)).toBeLessThanOrEqual(500);
    }
  });
});
