import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default kind) with OWASP's second choice of cost: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const CURRENT = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;
/** Nobody's: what an unknown address is compared with, so that it takes as long as a known one. */
const DECOY = `${CURRENT}bm9ib2R5J3Mgc2FsdA$K2VtcHR5IHBsYWNlIG9mIDMyIGJ5dGVzISEhISEhISE`;

/** NIST SP 800-63B 5.1.1.2: the same password typed on another keyboard may arrive in another Unicode form. */
const normalized = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normalized(password), COST);
}

/** Whether `password` is the one that was hashed. Null, for who has no password, costs the same and is false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const isRight = await verify(passwordHash ?? DECOY, normalized(password));
  return passwordHash !== null && isRight;
}

/** Whether the hash was made with another cost than passwords get today. */
export function isHashOutdated(passwordHash: string): boolean {
  return !passwordHash.startsWith(CURRENT);
}
