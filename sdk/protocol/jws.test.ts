import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64url, encodeBase64url, encodeBase64urlText } from './base64url.ts';
import { joinJws, jwsSigningInput, readJws } from './jws.ts';

const runs = fc.readConfigureGlobal().numRuns ?? 100;

describe('base64url', () => {
  test('gives back the bytes that were written, and writes what Node writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
        expect(decodeBase64url(encodeBase64url(bytes))).toEqual(bytes);
      }),
    );
  });

  test('has one written form for each byte string', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w=+/ -]{0,12}$/), (text) => {
        const bytes = decodeBase64url(text);
        if (bytes !== null) expect(encodeBase64url(bytes)).toBe(text);
      }),
      { numRuns: 10 * runs },
    );
  });

  test.each(['AQ==', 'AQ=', 'A', 'AAAAA', 'AR', 'AAB', '+w', '/w', ' AQ', 'AQ\n', 'é', 'AQ.'])(
    '%j is refused',
    (text) => {
      expect(decodeBase64url(text)).toBeNull();
    },
  );
});

describe('a compact JWS', () => {
  const header = { typ: 'lock+jwt', kid: 'FwMbLC4G' };

  test('is taken apart as it was joined', () => {
    fc.assert(
      fc.property(fc.json(), fc.uint8Array({ minLength: 64, maxLength: 64 }), (payload, signature) => {
        const signingInput = jwsSigningInput(header, payload);
        expect(readJws(joinJws(signingInput, signature))).toEqual({
          header: { alg: 'EdDSA', ...header },
          payload: JSON.parse(payload),
          signature,
          signingInput,
        });
      }),
    );
  });

  test.each([
    ['two parts', 'e30.e30'],
    ['four parts', `${jwsSigningInput(header, '{}')}.AQ.AQ`],
    ['a padded signature', `${jwsSigningInput(header, '{}')}.AQ==`],
    ['a payload that is no JSON', `${jwsSigningInput(header, 'text')}.AQ`],
    ['a payload in wrong UTF-8', `${encodeBase64urlText('{"alg":"EdDSA","typ":"x","kid":"x"}')}.Iv8i.AQ`],
    ['no kid', `${encodeBase64urlText('{"alg":"EdDSA","typ":"x"}')}.e30.AQ`],
    ['no typ', `${encodeBase64urlText('{"alg":"EdDSA","kid":"x"}')}.e30.AQ`],
    ['no alg', `${encodeBase64urlText('{"typ":"x","kid":"x"}')}.e30.AQ`],
    ['crit', `${encodeBase64urlText('{"alg":"EdDSA","typ":"x","kid":"x","crit":["exp"]}')}.e30.AQ`],
    ['a header that is null', `${encodeBase64urlText('null')}.e30.AQ`],
    ['nothing', ''],
  ])('with %s is none', (_, text) => {
    expect(readJws(text)).toBeNull();
  });

  test('no text makes the reader throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\w.=-]*$/)), (text) => {
        readJws(text);
      }),
    );
  });
});
