import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

type Props = { params: Promise<{ team: string; id: string }>; children: ReactNode };

/** Stands above `loading.tsx`: once its skeleton is sent the answer is a 200, and there could be no 404 any more. */
export default async function LicenseExists({ params, children }: Props) {
  const { team: slug, id } = await params;
  const { api } = await teamMember(slug);
  const license = await orNotFound(api.licenses.read({ id }));
  if (license.team !== slug) notFound();
  return children;
}
