import { KEY_SET_TYPE, type KeySet, serializeKeySet } from '#sdk/protocol/key-set.ts';
import { NOW } from './vectors-answers.ts';
import { wrongJws } from './vectors-jws.ts';
import { KEYS, signed } from './vectors-keys.ts';

const DAY_SECONDS = 86_400;
const IAT = Math.floor(NOW / 1000);

const SET: KeySet = {
  ver: 7,
  iat: IAT,
  exp: IAT + 90 * DAY_SECONDS,
  answers: [KEYS.answer.jwk, KEYS.nextAnswer.jwk],
  licenses: [KEYS.formerLicense.jwk, KEYS.license.jwk],
};

const by = (root: (typeof KEYS)['rootA'], keySet: object) =>
  signed(root, KEY_SET_TYPE, JSON.stringify(keySet));
/** Verified well; what a client does with it depends on what it holds and on the answer. */
const good = (name: string, change: Partial<KeySet> = {}, client: object = {}) => {
  const keySet = { ...SET, ...change };
  return {
    name,
    jws: signed(KEYS.rootA, KEY_SET_TYPE, serializeKeySet(keySet)),
    keySet,
    held: 7,
    answerIat: IAT,
    client: 'taken',
    ...client,
  };
};
const wrongClaims = (name: string, change: Record<string, unknown>) => ({
  name,
  jws: by(KEYS.rootA, { ...SET, ...change }),
  code: 'wrong-claims',
});

export function keySetVectors() {
  return {
    about:
      'Key sets (wire.md section 3), to be verified with `roots`. Good ones hold `keySet`; a client that holds version ' +
      '`held` and has an answer of `answerIat` has `taken` it, or not for `rollback` or because it has `ended`. Bad ones ' +
      'are not believed, for the reason `code`.',
    roots: [KEYS.rootA.jwk, KEYS.rootB.jwk],
    good: [
      good('the version that is held'),
      good('a newer version', { ver: 8 }),
      { ...good('signed by the spare root'), jws: by(KEYS.rootB, SET) },
      good('without keys for answers', { answers: [] }),
      good('rollback: an older version', { ver: 6 }, { client: 'rollback' }),
      good('rollback: version 0', { ver: 0 }, { client: 'rollback' }),
      good('in the last second in which it counts', { exp: IAT }),
      good(
        'expired before the answer was given',
        { iat: IAT - 91 * DAY_SECONDS, exp: IAT - 1 },
        { client: 'ended' },
      ),
      {
        ...good('with keys of a kind that is not known yet, which are left out'),
        jws: by(KEYS.rootA, {
          ...SET,
          answers: [{ kty: 'AKP', alg: 'ML-DSA-44', kid: 'AAAAAAAA' }, ...SET.answers, null, 7],
        }),
      },
      {
        ...good('with a private part, which is dropped, and a member that a later version may bring'),
        jws: by(KEYS.rootA, {
          ...SET,
          answers: SET.answers.map((jwk) => ({ ...jwk, use: 'sig', d: jwk.x })),
          later: 1,
        }),
      },
    ],
    bad: [
      ...wrongJws(KEYS.rootA, { typ: KEY_SET_TYPE, payload: serializeKeySet(SET), forger: KEYS.foreignRoot }),
      { name: 'signed by an answer key that it lists', jws: by(KEYS.answer, SET), code: 'unknown-key' },
      {
        name: 'of type lease+jwt',
        jws: signed(KEYS.rootA, 'lease+jwt', serializeKeySet(SET)),
        code: 'wrong-type',
      },
      wrongClaims('no version', { ver: undefined }),
      wrongClaims('a version as text', { ver: '7' }),
      wrongClaims('a version with a fraction', { ver: 7.5 }),
      wrongClaims('a version below zero', { ver: -1 }),
      wrongClaims('no end', { exp: undefined }),
      wrongClaims('an end as text', { exp: '2026-11-24' }),
      wrongClaims('no keys for answers', { answers: undefined }),
      wrongClaims('keys that are no list', { licenses: { 0: KEYS.license.jwk } }),
      { name: 'null', jws: signed(KEYS.rootA, KEY_SET_TYPE, 'null'), code: 'wrong-claims' },
    ],
  };
}
