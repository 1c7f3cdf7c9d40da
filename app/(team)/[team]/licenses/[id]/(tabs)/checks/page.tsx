import type { Metadata } from 'next';
import { readChosen } from '#components/checks/check-groups.ts';
import { LicenseChecks } from '#components/checks/license-checks.tsx';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { licensePage } from '../../license-page.ts';

const HOUR_MS = 3_600_000;

type Props = {
  params: Promise<{ team: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: `Checks, ${(await licensePage(team, id)).license.name}` };
}

export default async function ChecksPage({ params, searchParams }: Props) {
  const { team, id } = await params;
  const { by, days } = readChosen(await searchParams);
  const { api, team: member, license } = await licensePage(team, id);
  const now = Date.now();
  const whole = days === 1 ? HOUR_MS : 24 * HOUR_MS;
  const from = new Date((Math.floor(now / whole) + 1) * whole - days * 24 * HOUR_MS).toISOString();
  const [{ items }, refusals] = await Promise.all([
    api.licenses.checks({ id, by, from }),
    api.licenses.refusals({ id, from }),
  ]);
  return (
    <LicenseChecks
      key={`${by} ${from}`}
      license={license}
      page={`/${team}/licenses/${id}/checks`}
      by={by}
      days={days}
      from={from}
      rows={items}
      refusals={refusals.items}
      registerGreyed={greyedFor('app.register', member.role)}
      explainPage={`/${team}/explain`}
      drawnAt={now}
    />
  );
}
