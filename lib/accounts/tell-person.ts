import type { Told } from '#lib/domain/recipients.ts';
import { tell } from '#lib/notices/tell.ts';
import type { Act } from '#lib/use-case.ts';

/** Tells a person what happened to the security of their account, each time it does, whoever did it. */
export async function tellPerson({ tx, now }: Act, personId: string, notice: Told): Promise<void> {
  const key = `${personId}:${now}`;
  await tell(tx, { notice, subjectId: personId, key, teamId: null, to: { people: [personId] }, now });
}
