import type { Tx } from '#db/client.ts';
import { listStandingNotices } from '#db/queries/agreement-notices.ts';
import {
  type AgreementRow,
  countAgreementUse,
  findAgreementById,
  findUnsafeAgreementTeam,
  lockAgreementRow,
} from '#db/queries/agreements.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { type Act, type Failure, failed } from '#lib/use-case.ts';
import { type AgreementView, viewAgreement } from './agreement-view.ts';

/** Which team the agreement of an input belongs to; null when there is none. */
export function locateAgreement(tx: Tx, { number }: { number: string }): Promise<{ teamId: string } | null> {
  return findUnsafeAgreementTeam(tx, number);
}

/** A use case located the agreement's team, so it was there a moment ago; and agreements with a past are never deleted. */
export function locatedAgreement(row: AgreementRow | null): AgreementRow {
  if (row === null) throw new Error('an agreement that was located is gone');
  return row;
}

/** The agreement of an input, which nobody else may change now; or that it was changed since it was read. */
export async function takeAgreement(
  { tx, teamId, ifMatch }: Pick<Act, 'tx' | 'teamId' | 'ifMatch'>,
  number: string,
): Promise<{ ok: true; row: AgreementRow } | Failure<'stale-version'>> {
  const row = locatedAgreement(await lockAgreementRow(tx, teamOf(teamId), number));
  if (ifMatch === null || ifMatch.includes('*') || ifMatch.includes(String(row.version)))
    return { ok: true, row };
  return failed(
    'stale-version',
    `This agreement was changed in the meantime: it is at version ${row.version}. Read it again, then repeat your change.`,
  );
}

/** The agreement as it is in this transaction. */
export async function viewNow(
  tx: Tx,
  { teamId, id }: Pick<AgreementRow, 'teamId' | 'id'>,
  now: Instant,
): Promise<AgreementView> {
  const row = locatedAgreement(await findAgreementById(tx, teamId, id));
  const use = await countAgreementUse(tx, [id]);
  return viewAgreement(row, { standing: await listStandingNotices(tx, [id]), use: use.get(id), now });
}

/** What the audit log says an act was about. */
export function agreementSubject({ number }: Pick<AgreementRow, 'number'>): { type: string; id: string } {
  return { type: 'agreement', id: number };
}

/** A member of the input that is wrong. */
export function wrong(pointer: string, detail: string): Failure<'invalid-input'> {
  return failed('invalid-input', detail, [{ pointer, detail }]);
}
