import { randomUUID } from 'node:crypto';
import { newAddress } from '#e2e/account.ts';
import { makeAgreement } from '#e2e/agreement-scene.ts';
import { makeTrial, type Scene, succeeded } from '#e2e/scene.ts';
import type { TestDatabase } from '#e2e/test-database.ts';
import { createToken } from '#lib/accounts/create-token.ts';
import { invite } from '#lib/accounts/invite.ts';
import { serveByOtherMeans } from '#lib/agreements/serve-by-other-means.ts';
import { terminate } from '#lib/agreements/terminate.ts';
import { createRequest } from '#lib/requests/create-request.ts';
import { lockLicense } from '#lib/support/lock-license.ts';
import { COMMAND } from '#lib/use-case.ts';

/** What there is of one team: what the samples ask for. A part that asks for more adds it here, and to its ghosts. */
export type Things = {
  slug: string;
  license: string;
  lockedLicense: string;
  production: string;
  /** The number of the agreement that `production` is under. */
  agreement: string;
  /** Of another, whose termination waits to be served, and of that its notice with a service by other means. */
  ending: string;
  notice: string;
  service: string;
  /** Of `license`. */
  app: string;
  /** A viewer. */
  member: string;
  invitation: string;
  token: string;
  request: string;
};

/** One of each thing, made as the product makes them. */
export async function makeThings(test: TestDatabase, scene: Scene): Promise<Things> {
  const { owner, team } = scene;
  const license = await makeTrial(owner);
  const locked = await makeTrial(owner);
  succeeded(await lockLicense(COMMAND, { id: locked.id, reason: 'A leaked key.' }));
  const invitation = await invite(owner, { slug: team.slug, email: newAddress(), role: 'viewer' });
  const token = await createToken(COMMAND, { team: team.slug, scopes: ['all'] });
  const asked = await createRequest(owner, {
    type: 'other',
    license: license.id,
    message: 'Do you have a version for watches?',
  });
  return {
    slug: team.slug,
    license: license.id,
    lockedLicense: locked.id,
    production: await makeProduction(test, scene),
    agreement: `A-${team.slug}`,
    ...(await makeEnding(test, scene)),
    app: license.apps[0]?.id ?? '',
    member: String((await scene.member('viewer')).personId),
    invitation: succeeded(invitation).id,
    token: succeeded(token).id,
    request: succeeded(asked).id,
  };
}

/** An agreement whose termination waits to be served, as somebody recorded that it was by other means. */
async function makeEnding({ sql }: TestDatabase, scene: Scene) {
  const { number } = await makeAgreement(COMMAND, scene);
  succeeded(await terminate(COMMAND, { number, cause: 'agreement-terminated', message: 'As agreed.' }));
  const [row] = await sql<{ id: string }[]>`
    select n.id from agreement_notices n join agreements a on a.id = n.agreement_id where a.number = ${number}`;
  const notice = String(row?.id);
  const evidence = { name: 'receipt.txt', type: 'text/plain', content: 'eA==' };
  const servedOn = new Date().toISOString().slice(0, 10);
  succeeded(await serveByOtherMeans(COMMAND, { number, notice, servedOn, means: 'By hand', evidence }));
  const [service] = await sql`select id from notice_services where notice_id = ${notice}`;
  return { ending: number, notice, service: String(service?.id) };
}

/** A production license under an agreement of the team. */
async function makeProduction({ sql }: TestDatabase, { team, owner }: Scene): Promise<string> {
  const { id } = await makeTrial(owner);
  await sql`with agreement as (
      insert into agreements (number, team_id, title, products, platforms, app_limit, starts_on, ends_on, starts_at,
        last_instant_at, notice_days, lease_seconds, grace_seconds, retry_seconds, created_at)
      values (${`A-${team.slug}`}, ${team.id}, 'Terms', '{BlinkID}', '{android}', 10, '2026-01-01', '2027-12-31',
        '2026-01-01Z', '2028-01-01Z', 30, 86400, 86400, 300, now()) returning id)
    update licenses set kind = 'production', ends_at = null, agreement_id = agreement.id from agreement
    where licenses.id = ${id}`;
  return id;
}

/** The same of a team that does not exist: IDs of the right form that name nothing. */
export const GHOSTS: Things = {
  slug: 'no-such-team',
  license: 'LIC-0000-0000',
  lockedLicense: 'LIC-0000-0001',
  production: 'LIC-0000-0002',
  agreement: 'A-none',
  ending: 'A-none-ends',
  notice: randomUUID(),
  service: randomUUID(),
  app: randomUUID(),
  member: randomUUID(),
  invitation: randomUUID(),
  token: randomUUID(),
  request: randomUUID(),
};

/** What belongs to no team. */
export type Vendors = {
  /** The `kid` of a license key's signer: revoking it is quick to undo. */
  kid: string;
  job: string;
  /** What one of staff asked for and another must approve: a lock. */
  approval: string;
  /** A mail that is owed. */
  mail: string;
  /** Somebody of support without a password yet. */
  colleague: string;
};

export async function makeVendors({ sql }: TestDatabase, production: string): Promise<Vendors> {
  const [key] = await sql`select kid from signing_keys where use = 'license' and state = 'active'`;
  const [job] =
    await sql`select id from graphile_worker.add_job('no-such-task', run_at := now() + interval '1 day')`;
  const [colleague] =
    await sql`insert into people (email, name, staff_role, totp_encrypted, totp_confirmed_at, created_at)
    values ('colleague@example.com', 'Colleague', 'support', 'x', now(), now()) returning id`;
  const id = String(colleague?.id);
  const [mail] = await sql`insert into deliveries (key, notice, subject_id, person_id, created_at)
    values ('matrix', 'no-such-notice', ${id}, ${id}, now()) returning id`;
  const [approval] = await sql`insert into approvals (type, license_id, terms, state, asked_at)
    values ('emergency-lock', ${production}, '{"reason": "A leaked key.", "note": null}', 'open', now()) returning id`;
  return {
    kid: String(key?.kid),
    job: String(job?.id),
    mail: String(mail?.id),
    colleague: id,
    approval: String(approval?.id),
  };
}
