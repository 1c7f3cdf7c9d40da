import type { Tx } from '#db/client.ts';
import { insertNotice, type NewNotice, type NoticeRow } from '#db/queries/agreement-notices.ts';
import type { AgreementRow } from '#db/queries/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { tell } from '#lib/notices/tell.ts';
import type { Act } from '#lib/use-case.ts';

type Given = Pick<NewNotice, 'cause' | 'message'> & Partial<Pick<NewNotice, 'effectiveOn' | 'terms'>>;

/**
 * Gives notice: stores it, from when on the whole team sees it, and owes its mail to owners, admins and the agreement's
 * notice address. It is served once a mail server has accepted one that counts (`serveNotice`).
 */
export async function giveNotice(
  { tx, now, actor }: Pick<Act, 'tx' | 'now' | 'actor'>,
  agreement: AgreementRow,
  given: Given,
): Promise<NoticeRow> {
  const notice = await insertNotice(tx, {
    ...given,
    agreementId: agreement.id,
    noticeDays: agreement.noticeDays,
    storedAt: new Date(now),
    storedBy: actor.personId,
  });
  await tellOfNotice(tx, agreement, { id: notice.id, now });
  return notice;
}

/** Owes the mail of a notice to whoever should have it and is not owed it yet: telling again tells those who came later. */
export async function tellOfNotice(
  tx: Tx,
  { teamId, noticeAddress }: Pick<AgreementRow, 'teamId' | 'noticeAddress'>,
  { id, now }: { id: string; now: Instant },
): Promise<number> {
  const addresses = noticeAddress === null ? [] : [noticeAddress];
  return tell(tx, { notice: 'ending-notice', subjectId: id, teamId, to: { roles: true, addresses }, now });
}
