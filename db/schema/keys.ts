import { sql } from 'drizzle-orm';
import { check, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Ed25519 keys. The private part is encrypted with a key derived from AUTH_SECRET, and null where it is kept elsewhere. */
export const signingKeys = pgTable(
  'signing_keys',
  {
    kid: text().primaryKey(),
    use: text({ enum: ['root', 'answer', 'license'] }).notNull(),
    state: text({ enum: ['next', 'active', 'retiring', 'retired', 'revoked', 'spare'] }).notNull(),
    publicJwk: jsonb().$type<{ kty: 'OKP'; crv: 'Ed25519'; x: string }>().notNull(),
    privateEncrypted: text(),
    createdAt: instant().notNull(),
    activatedAt: instant(),
    retiredAt: instant(),
  },
  (t) => [
    // What signs is never in doubt: one active key for each use.
    uniqueIndex('signing_keys_active').on(t.use).where(sql`${t.state} = 'active'`),
    check('signing_keys_use', sql`${t.use} in ('root', 'answer', 'license')`),
    check(
      'signing_keys_state',
      sql`${t.state} in ('next', 'active', 'retiring', 'retired', 'revoked', 'spare')`,
    ),
  ],
);

/** Every key set ever published; versions only rise. */
export const keySets = pgTable('key_sets', {
  ver: integer().primaryKey(),
  jws: text().notNull(),
  issuedAt: instant().notNull(),
  expiresAt: instant().notNull(),
});
