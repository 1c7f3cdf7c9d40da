import { decide } from '#lib/domain/decide.ts';
import type { AgreementFacts, LicenseFacts } from '#lib/domain/license.ts';
import { answerTo } from '#lib/validation/answer-to.ts';
import { ANSWER_TYPES, serializeClaims } from '#sdk/protocol/answer.ts';
import { type CheckRequest, parseCheckRequest } from '#sdk/protocol/check-request.ts';
import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { wrongJws } from './vectors-jws.ts';
import { KEYS, signed } from './vectors-keys.ts';
import { CHECK, DEVICES } from './vectors-requests.ts';

/** The server's clock in all answers. */
export const NOW = Date.UTC(2026, 10, 24, 12, 0, 0, 250);
const DAY = 86_400_000;
const SECONDS = Math.floor(NOW / 1000);
/** What a lease ID looks like; of the server's it is random. */
const LEASE_ID = 'Qm4xT0vRk2LdYw7e';

const LICENSE: LicenseFacts = {
  id: parseLicenseId(CHECK.license) ?? never(),
  kind: 'production',
  licensee: CHECK.licensee,
  formerLicensees: ['Acme GmbH'],
  formerProducts: [],
  products: [CHECK.product],
  platforms: [...PLATFORMS],
  apps: PLATFORMS.map((platform) => ({ platform, value: DEVICES[platform].app })),
  startsAt: NOW - 30 * DAY,
  endsAt: null,
  revokedAt: null,
  lock: null,
  agreement: null,
  leaseSeconds: 86_400,
  graceSeconds: 259_200,
  retrySeconds: 300,
};
const AGREEMENT: AgreementFacts = { lastInstant: null, ending: null, versionCap: null };
const ended = (cause: NonNullable<AgreementFacts['ending']>['cause']) => ({
  agreement: { ...AGREEMENT, ending: { cause, effectiveAt: NOW - DAY } },
});

/** A license, or none, and what is asked: what the server decides on it is the vector. */
export type AnswerScene = { name: string; license: LicenseFacts | null; asked: CheckRequest };
const scene = (
  name: string,
  license: Partial<LicenseFacts> | null,
  asked: Partial<Record<keyof CheckRequest, string>> = {},
): AnswerScene => {
  const parsed = parseCheckRequest(Buffer.from(JSON.stringify({ ...CHECK, ...asked })));
  if (!parsed.ok) throw new Error(`${name}: ${parsed.detail}`);
  return { name, license: license === null ? null : { ...LICENSE, ...license }, asked: parsed.check };
};

/** Every outcome with every reason, and a lease for each platform. */
export const ANSWER_SCENES: readonly AnswerScene[] = [
  scene('lease', {}),
  ...PLATFORMS.map((platform) => scene(`lease for ${platform}`, {}, { platform, ...DEVICES[platform] })),
  scene('lease of a trial', {
    kind: 'trial',
    leaseSeconds: 3600,
    graceSeconds: 86_400,
    endsAt: NOW + 20 * DAY,
  }),
  scene('lease whose grace the end of the license cuts', { endsAt: NOW + 2 * DAY }),
  scene('lease that the end of the license cuts, without grace', { endsAt: NOW + 90_000 }),
  scene('lease to a former name of the licensee', {}, { licensee: 'Acme GmbH' }),
  scene(
    'lease to a product of a name beyond ASCII',
    { products: ['Ausweis “Plus” 🪪'] },
    { product: 'Ausweis “Plus” 🪪' },
  ),
  scene('license-revoked', { revokedAt: NOW }),
  scene('agreement-terminated', ended('agreement-terminated')),
  scene('agreement-terminated for material breach', ended('material-breach')),
  scene('license-locked', { lock: { since: NOW - DAY, until: null, reason: 'Leaked key' } }),
  scene('license-locked for 61 seconds more', {
    lock: { since: NOW - DAY, until: NOW + 60_500, reason: 'Leaked key' },
  }),
  scene('trial-expired', { kind: 'trial', endsAt: NOW }),
  scene('license-expired', { endsAt: NOW - 1 }),
  scene('agreement-expired', ended('agreement-expired')),
  scene('license-unknown', null),
  scene('licensee-mismatch', {}, { licensee: 'acme inc' }),
  scene('license-not-started', { startsAt: NOW + DAY }),
  scene('product-not-covered', {}, { product: 'BlinkCard' }),
  scene('platform-not-covered', { platforms: ['ios'] }),
  scene('version-not-covered', { agreement: { ...AGREEMENT, versionCap: '6' } }),
  scene('app-not-registered', {}, { app: 'com.acme.app.debug' }),
  scene('app-not-registered, quoting what must be escaped', {}, { app: 'a"b\\c/株' }),
];

/** The server's way from a license and a check to the bytes of an answer, with a fixed clock and lease ID. */
export function answered({ license, asked }: Pick<AnswerScene, 'license' | 'asked'>) {
  const answer = answerTo(
    { check: asked, license, decision: decide(license, asked, NOW), now: NOW },
    LEASE_ID,
  );
  const payload = serializeClaims(answer);
  return { answer, payload, jws: signed(KEYS.answer, ANSWER_TYPES[answer.outcome], payload) };
}

const [usualScene] = ANSWER_SCENES;
const usual = answered(usualScene ?? never());
const asked = ({ license, app, product, platform, nonce }: CheckRequest) => ({
  license,
  app,
  product,
  platform,
  nonce,
});
const usualQuestion = asked((usualScene ?? never()).asked);
const LEASE = ANSWER_TYPES.lease;

const wrongClaims = (name: string, change: Record<string, unknown>, typ: string = LEASE) => ({
  name,
  asked: usualQuestion,
  jws: signed(KEYS.answer, typ, JSON.stringify({ ...usual.answer.claims, ...change })),
  code: 'wrong-claims',
});
const otherQuestion = (name: string, change: Partial<typeof usualQuestion>) => ({
  name,
  asked: { ...usualQuestion, ...change },
  jws: usual.jws,
  code: 'other-question',
});

export function answerVectors() {
  return {
    about:
      'Answers (wire.md section 2) to `asked`, to be verified with `keys`. Of good ones `payload` is the text that is ' +
      'signed, byte for byte; bad ones are not believed, for the reason `code`. Times are judged by nobody here.',
    keys: [KEYS.answer.jwk, KEYS.nextAnswer.jwk],
    good: [
      ...ANSWER_SCENES.map((one) => {
        const { answer, payload, jws } = answered(one);
        return { name: one.name, asked: asked(one.asked), ...answer, payload, jws };
      }),
      {
        name: 'lease, signed by the next key',
        asked: usualQuestion,
        ...usual.answer,
        payload: usual.payload,
        jws: signed(KEYS.nextAnswer, LEASE, usual.payload),
      },
      {
        name: 'lease with a claim that a later version may bring',
        asked: usualQuestion,
        ...usual.answer,
        payload: usual.payload.replace('}', ',"later":{"a":[1]}}'),
        jws: signed(KEYS.answer, LEASE, usual.payload.replace('}', ',"later":{"a":[1]}}')),
      },
    ],
    bad: [
      ...wrongJws(KEYS.answer, { typ: LEASE, payload: usual.payload, forger: KEYS.foreignAnswer }).map(
        (one) => ({
          name: one.name,
          asked: usualQuestion,
          jws: one.jws,
          code: one.code,
        }),
      ),
      {
        name: 'a license key',
        asked: usualQuestion,
        jws: signed(KEYS.answer, 'license+jwt', usual.payload),
        code: 'wrong-type',
      },
      {
        name: 'a key set',
        asked: usualQuestion,
        jws: signed(KEYS.answer, 'keyset+jwt', usual.payload),
        code: 'wrong-type',
      },
      otherQuestion('wrong nonce', { nonce: 'b2Zt3xY0qkP1n8Zx' }),
      otherQuestion('the nonce in another case', { nonce: usualQuestion.nonce.toLowerCase() }),
      otherQuestion('another license', { license: parseLicenseId('LIC-0000-0000') ?? never() }),
      otherQuestion('another identifier', { app: 'com.acme.App' }),
      otherQuestion('another product', { product: 'blinkid' }),
      otherQuestion('another platform', { platform: 'ios' }),
      wrongClaims('a lease that says it is a lock', {}, ANSWER_TYPES.lock),
      wrongClaims('a lease that says it is a refusal', {}, ANSWER_TYPES.refusal),
      wrongClaims('a lock with a reason of refusals', { reason: 'app-not-registered' }, ANSWER_TYPES.lock),
      wrongClaims('a refusal with a reason of locks', { reason: 'license-locked' }, ANSWER_TYPES.refusal),
      wrongClaims('an unknown reason', { reason: 'because' }, ANSWER_TYPES.lock),
      wrongClaims('exp before iat', { exp: SECONDS - 1 }),
      wrongClaims('exp as text', { exp: String(SECONDS + 300) }),
      wrongClaims('iat with a fraction', { iat: SECONDS + 0.5 }),
      wrongClaims('iat below zero', { iat: -1 }),
      wrongClaims('no grace', { grace: undefined }),
      wrongClaims('grace below zero', { grace: -1 }),
      wrongClaims('grace beyond what a number holds exactly', { grace: 2 ** 53 }),
      wrongClaims('an unknown kind', { kind: 'gift' }),
      wrongClaims('no lease ID', { jti: undefined }),
      wrongClaims('a lease ID of 15 characters', { jti: LEASE_ID.slice(1) }),
      wrongClaims('a License ID in lower case', { sub: 'lic-7f3k-9qxm' }),
      wrongClaims('an unknown platform', { plt: 'web' }),
      wrongClaims('a nonce that is a number', { nonce: 7 }),
      { name: 'an array', asked: usualQuestion, jws: signed(KEYS.answer, LEASE, '[]'), code: 'wrong-claims' },
      { name: 'null', asked: usualQuestion, jws: signed(KEYS.answer, LEASE, 'null'), code: 'wrong-claims' },
    ],
  };
}

function never(): never {
  throw new Error('this is there');
}
