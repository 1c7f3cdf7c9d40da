import type { Tx } from '#db/client.ts';
import {
  type CandidateRow,
  insertDelivery,
  insertInboxItem,
  listMembersToTell,
  listPeopleToTell,
  listStaffToTell,
} from '#db/queries/deliveries.ts';
import { enqueueJob } from '#db/queries/jobs.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { RECIPIENTS, recipientsOf, type Told } from '#lib/domain/recipients.ts';
import { deliveryJob } from './notices.ts';
import { wordsOf } from './told/words-of.ts';

export type Tell = {
  notice: Told;
  /** The row that it is about: what `RECIPIENTS` says. It must be written by now, in this transaction at the latest. */
  subjectId: string;
  /** What happened, once: telling it again owes no second mail. The subject alone, unless it can happen to it twice. */
  key?: string;
  /** Whose team it is; null where it is about none. */
  teamId: string | null;
  /** To whom; left out, the roles that `RECIPIENTS` names, of the team and of staff. Addresses get mail alone. */
  to?: { people?: readonly string[]; addresses?: readonly string[]; roles?: boolean };
  /** Whoever did it, and need not be told. */
  except?: string | null;
  now: Instant;
};

/**
 * Tells people of something that happened, in the transaction in which it does: a line in the inbox of each, and a mail
 * that is owed until a mail server has accepted it or there is nothing to tell any more. Gives how many mails are owed
 * because of this call. `to.roles` adds the roles of the row to people and addresses that were named.
 */
export async function tell(tx: Tx, tell: Tell): Promise<number> {
  const { notice, subjectId, teamId, to, now, except = null } = tell;
  const words = await wordsOf(notice, { handle: tx, id: subjectId, now });
  if (!words) return 0;
  const key = `${notice}:${tell.key ?? subjectId}`;
  const told = recipientsOf(notice, await candidatesFor(tx, tell), except);
  for (const { personId } of told) {
    const item = { key, notice, subjectId, teamId, title: words.subject, href: words.action.path };
    await insertInboxItem(tx, { ...item, personId, now });
  }
  const owed = [
    ...told.filter(({ byMail }) => byMail).map(({ personId }) => ({ personId })),
    ...[...new Set(to?.addresses?.map((address) => address.toLowerCase()))].map((address) => ({ address })),
  ];
  let inserted = 0;
  for (const recipient of owed) {
    const whom = 'personId' in recipient ? recipient.personId : recipient.address;
    const id = await insertDelivery(tx, { key: `${key}:${whom}`, notice, subjectId, to: recipient, now });
    if (id === null) continue;
    inserted += 1;
    await enqueueJob(tx, deliveryJob(id));
  }
  return inserted;
}

async function candidatesFor(tx: Tx, { notice, teamId, to }: Tell): Promise<CandidateRow[]> {
  const { team, staff } = RECIPIENTS[notice];
  const byRole = to === undefined || to.roles === true;
  const rows = [
    ...(to?.people && to.people.length > 0 ? await listPeopleToTell(tx, teamId, to.people) : []),
    ...(byRole && teamId !== null && team.length > 0 ? await listMembersToTell(tx, teamId, team) : []),
    ...(byRole && staff.length > 0 ? await listStaffToTell(tx, staff) : []),
  ];
  return [...new Map(rows.map((row) => [row.personId, row])).values()];
}
