import { parseLicenseId } from '#sdk/protocol/license-id.ts';
import { LICENSE_KEY_TYPE, type LicenseKeyClaims, serializeLicenseKey } from '#sdk/protocol/license-key.ts';
import { answerVectors, NOW } from './vectors-answers.ts';
import { keySetVectors } from './vectors-key-sets.ts';
import { KEYS, signed, signedAs } from './vectors-keys.ts';
import { CHECK } from './vectors-requests.ts';

const sub = parseLicenseId(CHECK.license);
if (sub === null) throw new Error('the License ID of the vectors is none');
const CLAIMS: LicenseKeyClaims = {
  sub,
  licensee: CHECK.licensee,
  url: 'https://licenses.example.com',
  grace: 86_400,
  iat: Math.floor(NOW / 1000),
};
const keyOf = (claims: object, key = KEYS.license) => signed(key, LICENSE_KEY_TYPE, JSON.stringify(claims));
const KEY = signed(KEYS.license, LICENSE_KEY_TYPE, serializeLicenseKey(CLAIMS));
const [head = '', body = '', tail = ''] = KEY.split('.');

const good = (name: string, text: string, claims: Partial<LicenseKeyClaims> = {}) => ({
  name,
  text,
  claims: { ...CLAIMS, ...claims },
});
const bad = (fault: string) => (name: string, text: string) => ({ name, text, fault });
const [empty, foreign, truncated, altered] = [bad('empty'), bad('foreign'), bad('truncated'), bad('altered')];
const cut = (text: string, at: number, put = '') => text.slice(0, at) + put + text.slice(at + 1);
const replaced = (text: string, at: number) => cut(text, at, text[at] === 'A' ? 'B' : 'A');
const wrongClaims = (name: string, change: Record<string, unknown>) =>
  altered(name, keyOf({ ...CLAIMS, ...change }));

export function licenseKeyVectors() {
  return {
    about:
      'License keys as pasted (wire.md section 6), to be verified with `keys`. Good ones hold `claims`; what is wrong with ' +
      'bad ones is told to the developer by `fault`.',
    keys: [KEYS.formerLicense.jwk, KEYS.license.jwk],
    good: [
      good('a license key', KEY),
      good('signed by a key that signs no more', keyOf(CLAIMS, KEYS.formerLicense)),
      good('with white space around it', `\r\n  ${KEY}\t\n`),
      good('broken into lines of 64 characters, as mail does', KEY.replace(/.{64}/g, '$&\r\n')),
      good('with invisible characters of a web page', `\ufeff${head}\u200b.${body}.\u00a0${tail}`),
      good('of a licensee beyond ASCII', keyOf({ ...CLAIMS, licensee: 'Ačmë Straße 株式会社 🏢' }), {
        licensee: 'Ačmë Straße 株式会社 🏢',
      }),
      good('that names a server on this machine', keyOf({ ...CLAIMS, url: 'http://localhost:3000' }), {
        url: 'http://localhost:3000',
      }),
      good('without a grace', keyOf({ ...CLAIMS, grace: 0 }), { grace: 0 }),
    ],
    bad: [
      empty('nothing', ''),
      empty('white space alone', ' \r\n\t\u200b\ufeff'),
      truncated('its last character is missing', KEY.slice(0, -1)),
      truncated('its signature is missing', `${head}.${body}.`),
      truncated('cut before its signature', `${head}.${body}`),
      truncated('cut within its payload', `${head}.${body.slice(0, 40)}`),
      truncated('cut after its header', head),
      truncated('cut within its header', head.slice(0, 30)),
      truncated('three characters', 'eyJ'),
      altered('one character of the header is another', `${replaced(head, 20)}.${body}.${tail}`),
      altered('one character of the payload is another', `${head}.${replaced(body, 50)}.${tail}`),
      altered('one character of the signature is another', `${head}.${body}.${replaced(tail, 50)}`),
      altered('one character of the payload is missing', `${head}.${cut(body, 50)}.${tail}`),
      altered('one character too many', `${KEY}A`),
      altered('pasted twice', KEY + KEY),
      altered('pasted twice, with a dot between', `${KEY}.${KEY}`),
      altered('a dot is missing', `${head}${body}.${tail}`),
      altered('in lower case', KEY.toLowerCase()),
      altered('the beginning is missing', KEY.slice(5)),
      altered(
        'another key signed under the kid that is trusted',
        signedAs(
          KEYS.foreignLicense,
          { alg: 'EdDSA', typ: LICENSE_KEY_TYPE, kid: KEYS.license.jwk.kid },
          serializeLicenseKey(CLAIMS),
        ),
      ),
      altered(
        'its licensee was changed',
        `${head}.${Buffer.from(serializeLicenseKey({ ...CLAIMS, licensee: 'Evil Inc' })).toString('base64url')}.${tail}`,
      ),
      wrongClaims('a License ID in lower case', { sub: 'lic-7f3k-9qxm' }),
      wrongClaims('no licensee', { licensee: '' }),
      wrongClaims('a url with a path', { url: 'https://licenses.example.com/' }),
      wrongClaims('a url of another scheme', { url: 'ftp://licenses.example.com' }),
      wrongClaims('a grace as text', { grace: '86400' }),
      wrongClaims('a grace below zero', { grace: -1 }),
      foreign('another vendor signed it', keyOf(CLAIMS, KEYS.foreignLicense)),
      foreign('an answer', answerVectors().good[0]?.jws ?? ''),
      foreign('a key set', keySetVectors().good[0]?.jws ?? ''),
      foreign(
        'a token of another kind',
        signedAs(KEYS.license, { alg: 'EdDSA', typ: 'JWT', kid: KEYS.license.jwk.kid }, '{}'),
      ),
      foreign(
        'another algorithm',
        signedAs(
          KEYS.license,
          { alg: 'RS256', typ: LICENSE_KEY_TYPE, kid: KEYS.license.jwk.kid },
          serializeLicenseKey(CLAIMS),
        ),
      ),
      foreign('a License ID', CHECK.license),
      foreign('an address', 'https://licenses.example.com'),
      foreign('an application identifier', 'com.acme.app'),
      foreign('a word', 'license'),
    ],
  };
}
