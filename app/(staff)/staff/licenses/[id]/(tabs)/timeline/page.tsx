import type { Metadata } from 'next';
import { LicenseTimeline } from '#components/licenses/license-timeline.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { staffLicensePage } from '../../license-page.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Timeline, ${(await staffLicensePage((await params).id)).license.id}` };
}

export default async function StaffTimelinePage({ params }: Props) {
  const { id } = await params;
  const { api } = await staffLicensePage(id);
  return (
    <LicenseTimeline
      id={id}
      first={await api.licenseHistory.timeline({ id, limit: 50 })}
      says="All that happened, newest first, with both texts of each lock. What is marked internal the customer does not read."
      vendor={vendor().name}
      drawnAt={Date.now()}
    />
  );
}
