import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { matchKey } from '#lib/domain/identifiers.ts';
import type { RegisteredApp } from '#lib/domain/license.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';
import { formatLicenseId, type LicenseId } from '#sdk/protocol/license-id.ts';

/** The moment at which checks of tests are made, unless they say otherwise. */
export const NOON = Date.UTC(2026, 10, 24, 12, 0, 0, 250);

export type LicenseScene = {
  kind: 'trial' | 'production';
  licensee: string;
  formerLicensees: string[];
  products: string[];
  platforms: string[];
  apps: RegisteredApp[];
  startsAt: number;
  endsAt: number | null;
  leaseSeconds: number;
  graceSeconds: number;
  lockedAt: number | null;
  revokedAt: number | null;
};

const USUAL: LicenseScene = {
  kind: 'trial',
  licensee: 'Acme Inc',
  formerLicensees: [],
  products: ['BlinkID'],
  platforms: ['android'],
  apps: [{ platform: 'android', value: 'com.acme.app' }],
  startsAt: NOON - 86_400_000,
  endsAt: NOON + 29 * 86_400_000,
  leaseSeconds: 3600,
  graceSeconds: 86_400,
  lockedAt: null,
  revokedAt: null,
};

/** Puts a license into the database as its rows say, past every use case: in any state, at any time. */
export async function insertLicenseRow(
  sql: postgres.Sql,
  scene: Partial<LicenseScene> = {},
): Promise<LicenseId> {
  const id = formatLicenseId(randomBytes(5));
  const license = { ...USUAL, ...(scene.kind === 'production' && { endsAt: null }), ...scene };
  const instant = (at: number | null) => (at === null ? null : new Date(at));
  const [person] = await sql<{ id: string }[]>`
    insert into people (email, name, created_at) values (${`${id}@example.com`}, 'Somebody', now()) returning id`;
  const [team] = await sql<{ id: string }[]>`
    insert into teams (slug, name, created_at) values (${id.toLowerCase()}, 'Acme', now()) returning id`;
  if (!person || !team) throw new Error('a row was not inserted');
  const isProduction = license.kind === 'production';
  const [agreement] = isProduction ? await insertAgreementRow(sql, team.id, license) : [];
  await sql`
    insert into licenses (id, team_id, kind, name, licensee, former_licensees, products, platforms, starts_at, ends_at,
                          lease_seconds, grace_seconds, retry_seconds, key, locked_at, lock_reason, lock_ends_at,
                          revoked_at, replaced_by, agreement_id, created_at, created_by)
    values (${id}, ${team.id}, ${license.kind}, 'A license', ${license.licensee}, ${license.formerLicensees},
            ${license.products}, ${license.platforms}, ${instant(license.startsAt)}, ${instant(license.endsAt)},
            ${license.leaseSeconds}, ${license.graceSeconds}, 300, 'key', ${instant(license.lockedAt)},
            ${license.lockedAt === null ? null : 'Locked in a test'},
            ${instant(isProduction && license.lockedAt !== null ? license.lockedAt + EMERGENCY_LOCK_MS : null)},
            ${instant(license.revokedAt)}, ${isProduction && license.revokedAt !== null ? 'LIC-0000-0000' : null},
            ${agreement?.id ?? null}, ${instant(license.startsAt)}, ${person.id})`;
  for (const { platform, value } of license.apps) {
    await sql`
      insert into apps (license_id, platform, value, match_key, created_at, created_by)
      values (${id}, ${platform}, ${value}, ${matchKey(platform, value)}, now(), ${person.id})`;
  }
  return id;
}

const EMERGENCY_LOCK_MS = 14 * 86_400_000;

function insertAgreementRow(sql: postgres.Sql, teamId: string, license: LicenseScene) {
  const { products, platforms, startsAt, leaseSeconds, graceSeconds } = license;
  const from = new Date(startsAt).toISOString().slice(0, 10);
  return sql<{ id: string }[]>`
    insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
                            last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
    values (${`AGR-${randomBytes(5).toString('hex')}`}, ${teamId}, 'An agreement', ${products}, ${platforms}, 100, ${from}::date,
            ${from}::date + 1000, ${from}::date, ${from}::date + 1001, 365, ${leaseSeconds}, ${graceSeconds}, 300,
            ${new Date(startsAt)})
    returning id`;
}

/** The check that such a license covers. */
export function checkFor(license: string, changes: Partial<Record<keyof CheckRequest, string>> = {}) {
  return {
    license,
    licensee: 'Acme Inc',
    app: 'com.acme.app',
    product: 'BlinkID',
    version: '7.8.1',
    platform: 'android',
    os: '15',
    nonce: 'b2Zt3xY0qkP1n8Zw',
    ...changes,
  };
}
