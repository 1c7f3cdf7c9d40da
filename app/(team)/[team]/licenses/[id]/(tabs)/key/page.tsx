import type { Metadata } from 'next';
import { LicenseKeyTab } from '#components/licenses/license-key-tab.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { licensePage } from '../../license-page.ts';

type Props = { params: Promise<{ team: string; id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: `Key, ${(await licensePage(team, id)).license.name}` };
}

export default async function KeyPage({ params }: Props) {
  const { team: slug, id } = await params;
  const { team, license, catalogue, masked } = await licensePage(slug, id);
  return (
    <LicenseKeyTab
      license={license}
      catalogue={catalogue}
      masked={masked}
      role={team.role}
      appUrl={vendor().appUrl}
      team={slug}
      drawnAt={Date.now()}
    />
  );
}
