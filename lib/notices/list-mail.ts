import { countOpenMail, listMailForStaff, type MailRow, type MailStateAsked } from '#db/queries/mail.ts';
import { type NoticeKind, RECIPIENTS, TOLD, type Told } from '#lib/domain/recipients.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, useCase } from '#lib/use-case.ts';
import { foreignCursor, newestFirst, readAfter } from './newest-first.ts';

const MOST_COUNTED = 1_000;

export type MailView = {
  id: string;
  notice: Told;
  kind: NoticeKind;
  subjectId: string;
  to: string;
  state: MailStateAsked;
  attempts: number;
  createdAt: string;
  lastAttemptAt: string | null;
  lastRefusal: string | null;
  acceptedAt: string | null;
  droppedAt: string | null;
};

/** How mail leaves this installation; `nowhere` serves no notice. */
export type MailWay = 'server' | 'files' | 'nowhere';

type ListMailInput = { state?: MailStateAsked | undefined; limit: number; cursor?: string | undefined };

/**
 * Mails that are owed, refused, accepted or dropped, for operators, the newest first, with how mail leaves this
 * installation. Answers `forbidden`, and `invalid-input` for a cursor that was not given out.
 */
export const listMail = useCase<
  ListMailInput,
  {
    items: MailView[];
    next: string | null;
    counts: { owed: number; refused: number };
    way: MailWay;
  },
  'invalid-input'
>({
  action: 'mail.list',
  async run({ tx }, { state, limit, cursor }) {
    const after = readAfter(cursor);
    if (after === null) return foreignCursor();
    const rows = await listMailForStaff(tx, { state, limit, after });
    const known = rows.flatMap((row) => {
      const notice = TOLD.find((name) => name === row.notice);
      return notice ? [{ ...row, notice }] : [];
    });
    const page = newestFirst(known, limit, viewMail);
    return done({ ...page, counts: await countOpenMail(tx, MOST_COUNTED), way: wayOf() });
  },
});

function wayOf(): MailWay {
  const { smtpUrl, isLoopback } = installation().config;
  if (smtpUrl !== null) return 'server';
  return isLoopback ? 'files' : 'nowhere';
}

function viewMail(row: MailRow & { notice: Told }): MailView {
  const { id, notice, subjectId, to, attempts, lastRefusal } = row;
  return {
    id,
    notice,
    kind: RECIPIENTS[notice].kind,
    subjectId,
    to,
    state: stateOf(row),
    attempts,
    createdAt: row.createdAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt?.toISOString() ?? null,
    lastRefusal,
    acceptedAt: row.acceptedAt?.toISOString() ?? null,
    droppedAt: row.droppedAt?.toISOString() ?? null,
  };
}

function stateOf({ acceptedAt, droppedAt, lastRefusal }: MailRow): MailStateAsked {
  if (acceptedAt) return 'accepted';
  if (droppedAt) return 'dropped';
  return lastRefusal === null ? 'owed' : 'refused';
}
