import { expect, it } from 'vitest';
import answers from '#sdk/vectors/answers.json' with { type: 'json' };
import keys from '#sdk/vectors/license-keys.json' with { type: 'json' };
import { readSignedText } from './read-signed-text.ts';

const key = keys.good[0]?.text ?? '';
const lease = answers.good.find(({ outcome }) => outcome === 'lease')?.jws ?? '';

it('reads every good license key, however it was pasted', () => {
  for (const { name, text, claims } of keys.good) {
    expect(readSignedText(text), name).toMatchObject({
      as: 'license-key',
      license: claims.sub,
      isWhole: true,
    });
  }
});

it('reads every good answer, bare and as curl shows it', () => {
  for (const { name, outcome, claims, jws } of answers.good) {
    const said = { as: outcome, license: claims.sub, app: claims.app, platform: claims.plt, isWhole: true };
    expect(readSignedText(jws), name).toMatchObject(said);
    expect(readSignedText(JSON.stringify({ outcome, claims, jws })), name).toMatchObject(said);
  }
});

it('reads the License ID of what was cut short, and says that it is not whole', () => {
  for (let length = key.indexOf('.') + 40; length < key.length - 1; length += 7) {
    expect(readSignedText(key.slice(0, length))).toMatchObject({
      as: 'license-key',
      license: 'LIC-7F3K-9QXM',
      isWhole: false,
    });
  }
  expect(readSignedText(lease.slice(0, lease.length - 5))).toMatchObject({ as: 'lease', isWhole: false });
});

it('reads the request of a check', () => {
  const request = { license: 'lic-7f3k-9qxm', app: 'com.acme.app', platform: 'android', product: 'BlinkID' };
  expect(readSignedText(JSON.stringify(request))).toMatchObject({
    as: 'request',
    license: 'LIC-7F3K-9QXM',
    app: 'com.acme.app',
    platform: 'android',
  });
});

it.each(['', 'Acme', '{', '{}', '{"license":7}', 'eyJ', 'eyJhbGciOiJub25lIn0.e30.AA', 'eyJ.eyJ.eyJ'])(
  'reads nothing in %s',
  (text) => {
    expect(readSignedText(text)).toBeNull();
  },
);
