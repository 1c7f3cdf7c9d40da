import { createHmac } from 'node:crypto';
import { type KEYS, signedAs } from './vectors-keys.ts';

type Key = (typeof KEYS)[keyof typeof KEYS];

/** A JWS that was made wrong in one way, and the fault that it must be found to have. */
export type WrongJws = { name: string; jws: string; code: string };

/** The order of the group (RFC 8032, section 5.1), little-endian. */
const GROUP_ORDER = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');

/** What can be wrong with any JWS that `key` signed over `payload` as `typ`, whatever it says. */
export function wrongJws(
  key: Key,
  { typ, payload, forger }: { typ: string; payload: string; forger: Key },
): WrongJws[] {
  const { kid } = key.jwk;
  const good = signedAs(key, { alg: 'EdDSA', typ, kid }, payload);
  const [head = '', body = '', tail = ''] = good.split('.');
  const notAJws = (name: string, jws: string) => ({ name, jws, code: 'not-a-jws' });
  const wrongSignature = (name: string, jws: string) => ({ name, jws, code: 'wrong-signature' });
  const algorithm = (alg: string) => ({
    name: `alg ${alg}, signed with Ed25519 all the same`,
    jws: signedAs(key, { alg, typ, kid }, payload),
    code: 'wrong-algorithm',
  });
  return [
    notAJws('nothing', ''),
    notAJws('truncated within the signature', good.slice(0, -1)),
    notAJws('truncated before the signature', `${head}.${body}`),
    notAJws(
      'truncated within the payload',
      `${head}.${body.slice(0, body.length - (body.length % 4) - 7)}.${tail}`,
    ),
    notAJws('a fourth part', `${good}.${tail}`),
    notAJws('padding', `${good}==`),
    notAJws('a line break at its end', `${good}\n`),
    notAJws('base64 in place of base64url', `${head}.${body}.${standardBase64(tail)}`),
    notAJws(
      'a signature whose last character has bits that no byte has',
      `${head}.${body}.${otherLast(tail)}`,
    ),
    notAJws('crit', signedAs(key, { alg: 'EdDSA', typ, kid, crit: ['exp'] }, payload)),
    notAJws('no kid', signedAs(key, { alg: 'EdDSA', typ }, payload)),
    notAJws('no typ', signedAs(key, { alg: 'EdDSA', kid }, payload)),
    notAJws('a kid that is a number', signedAs(key, { alg: 'EdDSA', typ, kid: 7 }, payload)),
    notAJws('a payload that is no JSON', signedAs(key, { alg: 'EdDSA', typ, kid }, 'text')),
    {
      name: 'alg none, without a signature',
      jws: unsigned({ alg: 'none', typ, kid }, payload),
      code: 'wrong-algorithm',
    },
    {
      name: 'alg HS256 with the public key as the secret',
      jws: byHmac(key, { typ, payload }),
      code: 'wrong-algorithm',
    },
    algorithm('none'),
    algorithm('Ed25519'),
    algorithm('ES256'),
    algorithm('eddsa'),
    { name: 'typ JWT', jws: signedAs(key, { alg: 'EdDSA', typ: 'JWT', kid }, payload), code: 'wrong-type' },
    {
      name: 'typ in capitals',
      jws: signedAs(key, { alg: 'EdDSA', typ: typ.toUpperCase(), kid }, payload),
      code: 'wrong-type',
    },
    {
      name: 'a kid that nobody has',
      jws: signedAs(key, { alg: 'EdDSA', typ, kid: 'AAAAAAAA' }, payload),
      code: 'unknown-key',
    },
    {
      name: 'a foreign key under its own kid',
      jws: signedAs(forger, { alg: 'EdDSA', typ, kid: forger.jwk.kid }, payload),
      code: 'unknown-key',
    },
    wrongSignature(
      'forged: a foreign key under a kid that is trusted',
      signedAs(forger, { alg: 'EdDSA', typ, kid }, payload),
    ),
    wrongSignature(
      'a signature of 63 bytes',
      `${head}.${body}.${bytes(tail).subarray(0, 63).toString('base64url')}`,
    ),
    wrongSignature(
      'a signature of 65 bytes',
      `${head}.${body}.${Buffer.concat([bytes(tail), Buffer.alloc(1)]).toString('base64url')}`,
    ),
    wrongSignature(
      'one bit of the signature flipped',
      `${head}.${body}.${flipped(bytes(tail), 40).toString('base64url')}`,
    ),
    wrongSignature(
      'a signature with S as large as S + L (RFC 8032, section 5.1.7)',
      `${head}.${body}.${withLargeS(bytes(tail)).toString('base64url')}`,
    ),
    wrongSignature(
      'the payload written with a space more than was signed',
      `${head}.${encoded(`${payload} `)}.${tail}`,
    ),
    wrongSignature(
      'the header written with its members in another order than was signed',
      `${encoded(JSON.stringify({ kid, typ, alg: 'EdDSA' }))}.${body}.${tail}`,
    ),
    wrongSignature('all zeros for a signature', `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`),
  ];
}

const bytes = (text: string) => Buffer.from(text, 'base64url');
const encoded = (text: string) => Buffer.from(text).toString('base64url');

function unsigned(header: object, payload: string): string {
  return `${encoded(JSON.stringify(header))}.${encoded(payload)}.`;
}

function byHmac({ jwk: { kid, x } }: Key, { typ, payload }: { typ: string; payload: string }): string {
  const input = `${encoded(JSON.stringify({ alg: 'HS256', typ, kid }))}.${encoded(payload)}`;
  return `${input}.${createHmac('sha256', bytes(x)).update(input).digest('base64url')}`;
}

/** The same bytes in the alphabet of base64, where they have a character of their own. */
function standardBase64(text: string): string {
  const changed = text.replaceAll('-', '+').replaceAll('_', '/');
  if (changed === text) throw new Error('this signature reads the same in both alphabets');
  return changed;
}

/** 64 bytes leave four bits of the last character unused: those are set. */
function otherLast(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1);
}

function flipped(signature: Buffer, at: number): Buffer {
  const changed = Buffer.from(signature);
  changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
  return changed;
}

/** S + L fits the same equation, and would be a second signature of the same text. */
function withLargeS(signature: Buffer): Buffer {
  const changed = Buffer.from(signature);
  let carry = 0;
  for (let at = 0; at < 32; at += 1) {
    const sum = changed.readUInt8(32 + at) + GROUP_ORDER.readUInt8(at) + carry;
    changed.writeUInt8(sum & 0xff, 32 + at);
    carry = sum >> 8;
  }
  if (carry !== 0) throw new Error('S + L does not fit into 32 bytes');
  return changed;
}
