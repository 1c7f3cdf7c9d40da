import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey().defaultRandom(),
    email: text().notNull(),
    name: text().notNull(),
    passwordHash: text(),
    staffRole: text({ enum: ['sales', 'support', 'operator'] }),
    suspendedAt: instant(),
    /** The last use of a session, noted once a minute; sessions themselves are forgotten. */
    lastSeenAt: instant(),
    /** The TOTP secret (RFC 6238), encrypted with a key derived from AUTH_SECRET; asked for once it is confirmed. */
    totpEncrypted: text(),
    totpConfirmedAt: instant(),
    /** The last time step whose code was accepted: no code counts twice. */
    totpLastStep: integer(),
    /** Kinds of notices that this person does not want by mail. */
    mutedNotices: text().array().notNull().default([]),
    createdAt: instant().notNull(),
  },
  (t) => [
    uniqueIndex('people_email').on(sql`lower(${t.email})`),
    index('people_staff').on(t.staffRole).where(sql`${t.staffRole} is not null`),
    check('people_staff_role', sql`${t.staffRole} in ('sales', 'support', 'operator')`),
  ],
);

export const teams = pgTable('teams', {
  id: uuid().primaryKey().defaultRandom(),
  slug: text().notNull().unique('teams_slug'),
  name: text().notNull(),
  createdAt: instant().notNull(),
  /** Nobody sees it from then on. The row stays for what refers to it, and so that its slug is given to nobody else. */
  deletedAt: instant(),
});

export const memberships = pgTable(
  'memberships',
  {
    teamId: uuid()
      .notNull()
      .references(() => teams.id),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text({ enum: ['owner', 'admin', 'developer', 'viewer'] }).notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.personId] }),
    index('memberships_person').on(t.personId),
    check('memberships_role', sql`${t.role} in ('owner', 'admin', 'developer', 'viewer')`),
  ],
);

/** A sign-up that waits for its mail to be answered; several may wait for one address. */
export const signUps = pgTable(
  'sign_ups',
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: text().notNull().unique('sign_ups_token'),
    email: text().notNull(),
    name: text().notNull(),
    teamName: text().notNull(),
    passwordHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
    /** The team it made: repeating the verification gives the same answer. */
    teamId: uuid().references(() => teams.id),
  },
  (t) => [index('sign_ups_email').on(sql`lower(${t.email})`)],
);

/** A link to set a password: forgotten, or the first one of a member of staff. */
export const passwordLinks = pgTable(
  'password_links',
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: text().notNull().unique('password_links_token'),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [index('password_links_person').on(t.personId)],
);

/** A way in without the second factor, once each: SHA-256 of what was shown once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    personId: uuid()
      .notNull()
      .references(() => people.id),
    codeHash: text().notNull(),
    createdAt: instant().notNull(),
    usedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
);

/** Somebody who was asked to join a team, by an address that may have an account or not. */
export const invitations = pgTable(
  'invitations',
  {
    id: uuid().primaryKey().defaultRandom(),
    teamId: uuid()
      .notNull()
      .references(() => teams.id),
    email: text().notNull(),
    role: text({ enum: ['owner', 'admin', 'developer', 'viewer'] }).notNull(),
    tokenHash: text().notNull().unique('invitations_token'),
    invitedBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: uuid().references(() => people.id),
    revokedAt: instant(),
  },
  (t) => [
    index('invitations_team').on(t.teamId, t.createdAt),
    uniqueIndex('invitations_open')
      .on(t.teamId, sql`lower(${t.email})`)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
    check('invitations_role', sql`${t.role} in ('owner', 'admin', 'developer', 'viewer')`),
  ],
);

/** The one-time link of the first start: at most one row. */
export const operatorLinks = pgTable(
  'operator_links',
  {
    only: boolean().primaryKey().default(true),
    tokenHash: text().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [check('operator_links_only', sql`${t.only}`)],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    userAgent: text(),
    createdAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    expiresAt: instant().notNull(),
    /** When the second factor was given in this session. */
    secondFactorAt: instant(),
  },
  (t) => [index('sessions_person').on(t.personId)],
);

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey().defaultRandom(),
    tokenHash: text().notNull().unique('api_tokens_hash'),
    /** Whom it acts as; its rights never exceed this person's. */
    personId: uuid()
      .notNull()
      .references(() => people.id),
    /** The team it is confined to; null for a token of staff. */
    teamId: uuid().references(() => teams.id),
    /** What its maker calls it. */
    name: text().notNull().default(''),
    scopes: text().array().notNull(),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    lastUsedAt: instant(),
    revokedAt: instant(),
  },
  (t) => [index('api_tokens_person').on(t.personId), index('api_tokens_team').on(t.teamId, t.createdAt)],
);

/** How often something was tried from one place in one window: sign-in, sign-up, reset. */
export const attempts = pgTable(
  'attempts',
  {
    kind: text().notNull(),
    /** SHA-256 of the network or the address it is about, so that no address is stored. */
    subjectHash: text().notNull(),
    windowStart: instant().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.subjectHash, t.windowStart] })],
);
