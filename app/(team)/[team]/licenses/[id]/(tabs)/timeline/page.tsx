import type { Metadata } from 'next';
import { LicenseTimeline } from '#components/licenses/license-timeline.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { licensePage } from '../../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: `Timeline, ${(await licensePage(team, id)).license.name}` };
}

export default async function TimelinePage({ params }: Props) {
  const { team, id } = await params;
  const { api } = await licensePage(team, id);
  return (
    <LicenseTimeline
      id={id}
      first={await api.licenseHistory.timeline({ id, limit: 50 })}
      says="All that happened to this license, newest first: changes by your team, locks, notices and requests."
      vendor={vendor().name}
      drawnAt={Date.now()}
    />
  );
}
