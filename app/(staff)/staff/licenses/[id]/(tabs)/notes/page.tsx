import type { Metadata } from 'next';
import { LicenseNotes } from '#components/staff/license/license-notes.tsx';
import { staffLicensePage } from '../../license-page.ts';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Notes, ${(await staffLicensePage((await params).id)).license.id}` };
}

export default async function StaffNotesPage({ params }: Props) {
  const { id } = await params;
  const { api } = await staffLicensePage(id);
  return (
    <LicenseNotes id={id} first={await api.licenseHistory.notes({ id, limit: 50 })} drawnAt={Date.now()} />
  );
}
