// Long, because it holds every way in which a check can be right or wrong, one a line.
import { maxBodyBytes } from '#sdk/protocol/check-request.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';

/** The check that all others are changes of. */
export const CHECK = {
  license: 'LIC-7F3K-9QXM',
  licensee: 'Acme Inc',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  platform: 'android',
  os: '15',
  nonce: 'b2Zt3xY0qkP1n8Zw',
};
type Member = keyof typeof CHECK;
const MEMBERS = Object.keys(CHECK).filter((name): name is Member => name in CHECK);

/** One device of each platform. */
export const DEVICES: Readonly<Record<(typeof PLATFORMS)[number], { app: string; os: string }>> = {
  android: { app: 'com.acme.app', os: '15' },
  ios: { app: 'com.acme.App', os: '18.1' },
  browser: { app: 'id.acme.example', os: 'Chrome 142' },
  linux: { app: 'b08dfa6083e7567a1921a715000001fb', os: '6.12' },
  macos: { app: '564D2F3B-1C4E-4A9B-9F5E-6D0A7B8C9D10', os: '26.1' },
  windows: { app: '00330-80000-00000-AA123', os: '11 24H2' },
  'self-hosted': { app: 'APP-4T8N-W0RA', os: 'Debian 13' },
};

const usual = JSON.stringify(CHECK);
const padded = (bytes: number) => usual + ' '.repeat(bytes - Buffer.byteLength(usual));

/** A check that is read: `body` is sent, `check` is what it says. */
const good = (name: string, changes: Partial<Record<Member, string>> = {}, body?: string) => {
  const check = { ...CHECK, ...changes };
  return { name, body: body ?? JSON.stringify(check), check };
};

type Bad = { name: string; code: string; errors: { pointer: string }[] } & (
  | { body: string }
  | { bodyBase64url: string }
);
const bad =
  (code: string) =>
  (name: string, body: string | Buffer, ...pointers: string[]): Bad => ({
    name,
    code,
    errors: pointers.map((pointer) => ({ pointer })),
    ...(typeof body === 'string' ? { body } : { bodyBase64url: body.toString('base64url') }),
  });
const malformed = bad('malformed-json');
const invalid = bad('invalid-request');
const unexpected = bad('unexpected-member');
/** The usual body with something put behind its first brace, or a value put in place of another. */
const before = (text: string) => usual.replace('{', `{${text}`);
const raw = (name: Member, json: string) => usual.replace(JSON.stringify(CHECK[name]), json);
const bytesIn = (...bytes: number[]) => {
  const [start = '', end = ''] = usual.split('Acme');
  return Buffer.concat([Buffer.from(start), Buffer.from(bytes), Buffer.from(end)]);
};
const wrong = (name: Member, what: string, value: string) =>
  invalid(`${name}: ${what}`, JSON.stringify({ ...CHECK, [name]: value }), `/${name}`);

export function requestVectors() {
  return {
    about:
      'Bodies of POST /api/v1/validate (wire.md section 1). `body` is text to be sent as UTF-8, `bodyBase64url` are bytes. ' +
      'Good ones are read as `check`; bad ones are answered with `code` and a pointer for each member that is wrong.',
    good: [
      good('the usual check'),
      ...PLATFORMS.map((platform) => good(`a device of ${platform}`, { platform, ...DEVICES[platform] })),
      good(
        'white space and members in another order',
        {},
        JSON.stringify(Object.fromEntries(Object.entries(CHECK).reverse()), null, '\t'),
      ),
      good(
        'names and values written with escapes',
        {},
        usual.replace('"os":"15"', '"\\u006f\\u0073":"\\u0031\\u0035"'),
      ),
      good(
        'a License ID in lower case with O, I and L',
        { license: 'LIC-0111-0000' },
        JSON.stringify({ ...CHECK, license: 'lic-oIl1-0000' }),
      ),
      good('a licensee beyond ASCII', { licensee: 'Ačmë Straße “株式会社” 🏢' }),
      good('a licensee beyond ASCII, escaped', { licensee: '🏢' }, raw('licensee', '"\\ud83c\\udfe2"')),
      good('a licensee of 100 characters that are 200 code units', { licensee: '🏢'.repeat(100) }),
      good('an identifier that is none of its platform', { app: 'not an identifier' }),
      good('an identifier of 255 characters', { app: 'x'.repeat(255) }),
      good('an identifier with quotation mark and backslash', { app: 'a"b\\c' }),
      good('a product that no catalogue has', { product: 'Unheard Of' }),
      good('a version with a suffix', { version: '7.8.1-beta.2' }),
      good('a version of one number', { version: '7' }),
      good('a version of 32 characters', { version: `7-${'x'.repeat(30)}` }),
      good('a nonce of 22 characters', { nonce: `${'A_-9'.repeat(5)}Zz` }),
      good('as many bytes as a check can have', {}, padded(maxBodyBytes)),
    ],
    bad: [
      bad('too-large')('one byte more than a check can have', padded(maxBodyBytes + 1)),
      malformed('nothing', ''),
      malformed('half an object', usual.slice(0, 60)),
      malformed('a byte order mark', `\ufeff${usual}`),
      malformed('two objects', `${usual}${usual}`),
      malformed('a comma too many', usual.replace('}', ',}')),
      malformed('single quotation marks', usual.replaceAll('"', "'")),
      malformed('a comment', before('/* no */')),
      malformed('a raw NUL in a string', raw('licensee', '"Acme\0Inc"')),
      malformed('a raw line break in a string', raw('licensee', '"Acme\nInc"')),
      malformed('an escape that is none', raw('licensee', '"\\x41"')),
      malformed('a member twice', before('"os":"15",'), '/os'),
      malformed('a member twice, with another value', before('"license":"LIC-0000-0000",'), '/license'),
      malformed('a member twice, once with an escape in its name', before('"\\u006fs":"15",'), '/os'),
      malformed('__proto__ twice', before('"__proto__":1,"__proto__":2,'), '/__proto__'),
      malformed('a byte that no UTF-8 has', bytesIn(0xff)),
      malformed('UTF-8 longer than it must be', bytesIn(0xc0, 0xa2)),
      malformed('a surrogate in UTF-8', bytesIn(0xed, 0xa0, 0x80)),
      malformed('a character beyond Unicode', bytesIn(0xf4, 0x90, 0x80, 0x80)),
      malformed('a character cut short', bytesIn(0xe2, 0x82)),
      malformed('UTF-16', Buffer.from(usual, 'utf16le')),
      invalid('null', 'null', ''),
      invalid('a string', '"LIC-7F3K-9QXM"', ''),
      invalid('an array of a check', `[${usual}]`, ''),
      invalid('arrays as deep as the bytes allow', '['.repeat(1024) + ']'.repeat(1024), ''),
      invalid('an empty object', '{}', ...MEMBERS.map((name) => `/${name}`)),
      ...MEMBERS.map((name) => {
        const { [name]: _, ...others } = CHECK;
        return invalid(`without ${name}`, JSON.stringify(others), `/${name}`);
      }),
      ...MEMBERS.map((name) => invalid(`${name}: a number`, raw(name, '7'), `/${name}`)),
      ...['null', 'true', '["Acme Inc"]', '{}', '1e400'].map((json) =>
        invalid(`licensee: ${json}`, raw('licensee', json), '/licensee'),
      ),
      ...MEMBERS.map((name) => wrong(name, 'empty', '')),
      ...MEMBERS.map((name) =>
        invalid(`${name}: NUL`, raw(name, JSON.stringify(`${CHECK[name]}\0`)), `/${name}`),
      ),
      ...MEMBERS.map((name) =>
        invalid(`${name}: a lone surrogate`, raw(name, `"${CHECK[name]}\\ud800"`), `/${name}`),
      ),
      wrong('licensee', 'two surrogates in the wrong order', '\udfe2\ud83c'),
      wrong('licensee', 'a line break', 'Acme\nInc'),
      wrong('licensee', 'a C1 control character', 'Acme\u0085'),
      wrong('licensee', 'a line separator', 'Acme\u2028Inc'),
      wrong('licensee', 'text turned around', 'Acme\u202ecnI'),
      wrong('licensee', '101 characters', 'A'.repeat(101)),
      wrong('app', '256 characters', 'x'.repeat(256)),
      wrong('product', '41 characters', 'x'.repeat(41)),
      wrong('os', '41 characters', 'x'.repeat(41)),
      wrong('version', '33 characters', `7-${'x'.repeat(31)}`),
      ...['v7', '7.', '7..8', '7.8-', '7.x', '７'].map((value) => wrong('version', value, value)),
      ...['iOS', 'web', 'toString', '__proto__'].map((value) => wrong('platform', value, value)),
      ...['A'.repeat(15), 'A'.repeat(23), 'b2Zt3xY0qkP1n8Z=', 'b2Zt3xY0qkP1n8Z+'].map((value) =>
        wrong('nonce', value, value),
      ),
      ...[
        'LIC-7F3K-9QX',
        'LIC-7F3K-9QXU',
        'LIC7F3K9QXM',
        'ABC-7F3K-9QXM',
        ' LIC-7F3K-9QXM',
        'LIC-7F3K-9QXM\n',
      ].map((value) => wrong('license', JSON.stringify(value), value)),
      unexpected('a ninth member', before('"serial":"1",'), '/serial'),
      unexpected('a member of another case', before('"License":"LIC-7F3K-9QXM",'), '/License'),
      unexpected('__proto__', before('"__proto__":{"licensee":"Acme Inc"},'), '/__proto__'),
      unexpected('constructor', before('"constructor":{"prototype":{"licensee":"x"}},'), '/constructor'),
      unexpected('a name with a slash and a tilde', before('"a/b~":"",'), '/a~1b~0'),
      unexpected(
        'a ninth member, and a member that is wrong',
        before('"serial":"1",').replace('"15"', '""'),
        '/serial',
        '/os',
      ),
    ],
  };
}
