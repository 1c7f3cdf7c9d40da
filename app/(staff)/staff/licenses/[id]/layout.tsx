import type { ReactNode } from 'react';
import { staffLicensePage } from './license-page.ts';

type Props = { params: Promise<{ id: string }>; children: ReactNode };

/** Stands above `loading.tsx`: once its skeleton is sent the answer is a 200, and there could be no 404 any more. */
export default async function StaffLicenseExists({ params, children }: Props) {
  await staffLicensePage((await params).id);
  return children;
}
