import { expect, test } from 'vitest';
import { readPasted } from './read-pasted.ts';

const answer = (typ: string) =>
  `${Buffer.from(JSON.stringify({ alg: 'EdDSA', typ, kid: 'k' })).toString('base64url')}.e30.AQ`;

test.each([
  ['  ', null],
  [' lic-7f3k-9qxm ', { license: 'LIC-7F3K-9QXM' }],
  ['LIC-7F3K', { license: 'LIC-7F3K' }],
  [answer('refusal+jwt'), { answer: answer('refusal+jwt') }],
  [answer('license+jwt'), { key: answer('license+jwt') }],
  ['eyJ', { key: 'eyJ' }],
])('%j is read as %j', (text, pasted) => {
  expect(readPasted(text)).toEqual(pasted);
});
