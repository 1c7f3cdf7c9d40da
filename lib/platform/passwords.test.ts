import { hash } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { hashPassword, isHashOutdated, verifyPassword } from './passwords.ts';

test('passwords are argon2id with 19 MiB, two passes and one lane, and each hash has a salt of its own', async () => {
  const [one, other] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]+\$[\w+/]+$/);
  expect(one).not.toBe(other);
  expect(await verifyPassword(one, 'correct horse')).toBe(true);
  expect(await verifyPassword(one, 'correct horses')).toBe(false);
});

test('a password typed with composed letters is the one typed with letters and accents', async () => {
  expect(
    await verifyPassword(await hashPassword('Šimić šifra'.normalize('NFC')), 'Šimić šifra'.normalize('NFD')),
  ).toBe(true);
});

test('who has no password cannot sign in, not even with that of the decoy', async () => {
  for (const password of ['', 'nobody', 'correct horse'])
    expect(await verifyPassword(null, password)).toBe(false);
});

test('hashes of another cost or kind are outdated', async () => {
  expect(isHashOutdated(await hashPassword('x'))).toBe(false);
  expect(isHashOutdated(await hash('x', { memoryCost: 8192, timeCost: 2, parallelism: 1 }))).toBe(true);
});
