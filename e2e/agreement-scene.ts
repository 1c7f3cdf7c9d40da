import type { AgreementView } from '#lib/agreements/agreement-view.ts';
import { createAgreement, type NewAgreementInput } from '#lib/agreements/create-agreement.ts';
import { serveNotice } from '#lib/agreements/serve-notice.ts';
import type { Actor } from '#lib/use-case.ts';
import { type Scene, succeeded } from './scene.ts';
import type { TestDatabase } from './test-database.ts';

/** The moment of the tests of agreements, unless they say otherwise: 24 November 2026, 14:05 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 14, 5);
let made = 0;

/** An agreement on BlinkID and BlinkCard for Android and iOS, from 1 March 2024 to 28 February 2028, with 30 days' notice. */
export async function makeAgreement(
  sales: Actor,
  { team }: Pick<Scene, 'team'>,
  input: Partial<NewAgreementInput> = {},
  now = NOW,
): Promise<AgreementView> {
  made += 1;
  const asked: NewAgreementInput = {
    number: `AGR-${team.slug.slice(-8)}-${made}`,
    team: team.slug,
    products: ['BlinkID', 'BlinkCard'],
    platforms: ['android', 'ios'],
    startsOn: '2024-03-01',
    endsOn: '2028-02-28',
    noticeDays: 30,
    ...input,
  };
  return succeeded(await createAgreement(sales, asked, { now }));
}

/** Has a mail server accept the mail of the open notice of an agreement, for those with a role or for its notice address. */
export async function acceptMail(
  { sql, database }: TestDatabase,
  number: string,
  { of = 'owner', at = NOW }: { of?: 'owner' | 'admin' | 'notice-address'; at?: number } = {},
): Promise<boolean> {
  const [notice] = await sql<{ id: string }[]>`
    select n.id from agreement_notices n join agreements a on a.id = n.agreement_id
    where a.number = ${number} and n.served_at is null and n.cancelled_at is null order by n.stored_at desc limit 1`;
  if (!notice) throw new Error('there is no notice to accept');
  const accepted = await sql`
    update deliveries d set accepted_at = ${new Date(at)}
    where d.subject_id = ${notice.id} and d.notice = 'ending-notice' and d.accepted_at is null and
      case when ${of} = 'notice-address' then d.address is not null
      else exists (select from memberships m where m.person_id = d.person_id and m.role = ${of}) end
    returning id`;
  if (accepted.length === 0) throw new Error(`no mail of the notice goes to: ${of}`);
  return database.transaction((tx) => serveNotice(tx, notice.id, at));
}
