import type { Metadata } from 'next';
import { dailyChecks, dayOf } from '#components/checks/daily-checks.ts';
import { attentionOf } from '#components/licenses/attention.ts';
import { FirstTrial } from '#components/licenses/first-trial.tsx';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { KeepFresh } from '#components/licenses/keep-fresh.tsx';
import { TeamHome } from '#components/licenses/team-home.tsx';
import type { Refusal } from '#lib/contract/license-acts.ts';
import type { CheckCounts } from '#lib/contract/licenses.ts';
import { teamMember } from '../team-member.ts';

type Props = { params: Promise<{ team: string }> };

export const metadata: Metadata = { title: 'Home' };

const DAY_MS = 86_400_000;
/** Checks are asked for license by license: so many at most, those last asked about first. */
const MOST_LICENSES = 40;

export default async function TeamHomePage({ params }: Props) {
  const { team: slug } = await params;
  const { team, api } = await teamMember(slug);
  const { items: licenses, next } = await api.licenses.list({ team: slug, limit: 200 });
  const newTrialGreyed = greyedFor('trial.create', team.role);
  if (licenses.length === 0) return <FirstTrial team={team} greyed={newTrialGreyed} />;

  const now = Date.now();
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const from = new Date(today - 29 * DAY_MS).toISOString();
  const used = licenses
    .filter((license) => license.lastCheckAt !== null && license.lastCheckAt >= from)
    .toSorted((a, b) => (b.lastCheckAt ?? '').localeCompare(a.lastCheckAt ?? ''))
    .slice(0, MOST_LICENSES);
  const rows: CheckCounts[] = [];
  const refusals = new Map<string, Refusal[]>();
  await Promise.all(
    used.map(async ({ id }) => {
      const days = (await api.licenses.checks({ id, by: 'day', from })).items;
      rows.push(...days);
      if (!days.some((row) => row.day === dayOf(now) && row.refusal > 0)) return;
      const since = new Date(today).toISOString();
      refusals.set(id, (await api.licenses.refusals({ id, from: since })).items);
    }),
  );
  const attention = attentionOf(licenses, refusals);
  const days = dailyChecks(rows, { from: Date.parse(from), to: now });
  return (
    <>
      <KeepFresh everySeconds={30} />
      <TeamHome
        team={team}
        licenses={licenses}
        hasMore={next !== null}
        attention={attention}
        days={days}
        newTrialGreyed={newTrialGreyed}
        now={now}
      />
    </>
  );
}
