import { randomUUID } from 'node:crypto';
import { insertMembership, insertTeam } from '#db/queries/teams.ts';
import { people } from '#db/schema/accounts.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { startKeys } from '#lib/keys/start-keys.ts';
import { createTrial, type TrialInput } from '#lib/licensing/create-trial.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { installation } from '#lib/platform/installation.ts';
import type { Actor } from '#lib/use-case.ts';
import type { TestDatabase } from './test-database.ts';

/** What an integration test needs before it begins: people, teams and trials, made as the product makes them. */
export type Scene = {
  team: { id: string; slug: string; name: string };
  owner: Actor;
  /** A member of the team with a role. */
  member: (role: TeamRole) => Promise<Actor>;
  staff: (role: StaffRole) => Promise<Actor>;
};

/** Makes the keys of the installation; needed before a license can be made. */
export async function makeKeys({ database, dataDir }: TestDatabase, now = Date.now()): Promise<void> {
  await startKeys({ handle: database.orm, secret: installation().secret, dataDir, now });
}

export async function makeTeam({ database }: TestDatabase, name: string): Promise<Scene> {
  const slug = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${randomUUID().slice(0, 8)}`;
  const now = Date.now();
  const person = async (staffRole: StaffRole | null) => {
    const id = randomUUID();
    await database.orm
      .insert(people)
      .values({ id, email: `${id}@example.com`, name: 'Somebody', staffRole, createdAt: new Date(now) });
    return id;
  };
  const id = await database.transaction(async (tx) => insertTeam(tx, { slug, name, now }));
  if (id === null) throw new Error('the slug is taken');
  const member = async (role: TeamRole) => {
    const personId = await person(null);
    await database.transaction((tx) => insertMembership(tx, id, { personId, role, now }));
    return knownActor(personId, { teams: new Map([[id, role]]), staffRole: null });
  };
  return {
    team: { id, slug, name },
    owner: await member('owner'),
    member,
    staff: async (staffRole) => knownActor(await person(staffRole), { teams: new Map(), staffRole }),
  };
}

function knownActor(
  personId: string,
  { teams, staffRole }: { teams: Map<string, TeamRole>; staffRole: StaffRole | null },
): Actor {
  return {
    kind: 'person',
    personId,
    credentialId: randomUUID(),
    asker: { kind: 'known', teams, staffRole, scopes: null },
  };
}

/** A trial for Android and the identifier com.acme.app, or as `input` says. */
export async function makeTrial(
  actor: Actor,
  input: Partial<TrialInput> = {},
  now = Date.now(),
): Promise<LicenseView> {
  const trial: TrialInput = {
    kind: 'trial',
    products: ['BlinkID'],
    platforms: ['android'],
    apps: [{ platform: 'android', value: 'com.acme.app' }],
    ...input,
  };
  return succeeded(await createTrial(actor, trial, { now }));
}

/** The value of a use case that must have succeeded. */
export function succeeded<T>(
  result: { ok: true; value: T } | { ok: false; code: string; detail: string },
): T {
  if (!result.ok) throw new Error(`expected success, got ${result.code}: ${result.detail}`);
  return result.value;
}

/** A production license of a team, as a conversion leaves it: a trial put under an agreement of 1,000 days. */
export async function makeProduction(
  { sql }: TestDatabase,
  { owner, team }: Scene,
  input: Partial<TrialInput> = {},
): Promise<LicenseView> {
  const trial = await makeTrial(owner, input);
  const { products, platforms } = trial;
  await sql`
    with agreement as (
      insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
                              last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
      values (${`AGR-${randomUUID().slice(0, 8)}`}, ${team.id}, 'An agreement', ${products}, ${platforms}, 100,
              current_date, current_date + 1000, current_date, current_date + 1001, 90, 86400, 259200, 300, now())
      returning id)
    update licenses set kind = 'production', ends_at = null, agreement_id = agreement.id, version = version + 1
    from agreement where licenses.id = ${trial.id}`;
  return succeeded(await readLicense(owner, { id: trial.id }));
}

export type CountScene = {
  hoursAgo: number;
  platform: string;
  app: string;
  product: string;
  version: string;
  outcome: 'lease' | 'lock' | 'refusal';
  code: string;
  count: number;
  leaseEndsAt: Date | null;
  graceEndsAt: Date | null;
};

/** Counts checks of a license, as the recorder would have, some hours ago. */
export async function insertCounts(
  { sql }: TestDatabase,
  licenseId: string,
  counts: readonly Partial<CountScene>[],
): Promise<void> {
  for (const given of counts) {
    const one = { ...USUAL_COUNT, ...given };
    const at = Date.now() - one.hoursAgo * 3_600_000;
    await sql`select ensure_check_partitions(${new Date(at).toISOString().slice(0, 10)}::date, 1)`;
    await sql`
      insert into check_counts (license_id, hour, platform, app, product, version, os, outcome, code, count, last_at,
                                lease_ends_at, grace_ends_at)
      values (${licenseId}, ${new Date(at - (at % 3_600_000))}, ${one.platform}, ${one.app}, ${one.product}, ${one.version},
              '15', ${one.outcome}, ${one.code}, ${one.count}, ${new Date(at)}, ${one.leaseEndsAt}, ${one.graceEndsAt})`;
  }
}

const USUAL_COUNT: CountScene = {
  hoursAgo: 1,
  platform: 'android',
  app: 'com.acme.app',
  product: 'BlinkID',
  version: '7.8.1',
  outcome: 'lease',
  code: '',
  count: 1,
  leaseEndsAt: null,
  graceEndsAt: null,
};
