import { randomUUID } from 'node:crypto';
import { insertMembership, insertTeam } from '#db/queries/teams.ts';
import { people } from '#db/schema/accounts.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { startKeys } from '#lib/keys/start-keys.ts';
import { createTrial, type TrialInput } from '#lib/licensing/create-trial.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
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
