import type { Metadata } from 'next';
import { LicenseIdentifiers } from '#components/licenses/license-identifiers.tsx';
import { licensePage } from '../../license-page.ts';

type Props = {
  params: Promise<{ team: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { team, id } = await params;
  return { title: `Identifiers, ${(await licensePage(team, id)).license.name}` };
}

export default async function IdentifiersPage({ params, searchParams }: Props) {
  const { team: slug, id } = await params;
  const { add, platform } = await searchParams;
  const { team, license, leases } = await licensePage(slug, id);
  const value = typeof add === 'string' ? add.slice(0, 255) : '';
  const chosen = license.platforms.find((one) => one === platform) ?? null;
  return (
    <LicenseIdentifiers
      key={`${chosen} ${value}`}
      license={license}
      leases={leases}
      role={team.role}
      start={{ platform: chosen, value }}
      drawnAt={Date.now()}
    />
  );
}
