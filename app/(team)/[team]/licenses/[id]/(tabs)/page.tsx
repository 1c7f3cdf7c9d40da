import type { Metadata } from 'next';
import { LicenseOverview } from '#components/licenses/license-overview.tsx';
import { licensePage } from '../license-page.ts';

const DAY_MS = 86_400_000;

type Props = { params: Promise<{ team: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: (await licensePage(team, id)).license.name };
}

export default async function LicensePage({ params }: Props) {
  const { team: slug, id } = await params;
  const { api, license, leases, catalogue } = await licensePage(slug, id);
  const now = Date.now();
  const began = Math.min(dayStart(Date.parse(license.startsAt)), dayStart(now - 13 * DAY_MS));
  const from = {
    days: iso(Math.max(dayStart(now - 29 * DAY_MS), began)),
    week: iso(dayStart(now - 6 * DAY_MS)),
  };
  const read = async (by: 'day' | 'app' | 'version' | 'platform', since: string) =>
    (await api.licenses.checks({ id, by, from: since })).items;
  const [day, app, version, platform] = await Promise.all([
    read('day', from.days),
    read('app', from.week),
    read('version', from.week),
    read('platform', from.week),
  ]);
  return (
    <LicenseOverview
      license={license}
      leases={leases}
      catalogue={catalogue}
      checks={{ day, app, version, platform }}
      from={from}
      team={slug}
      drawnAt={now}
    />
  );
}

function dayStart(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
