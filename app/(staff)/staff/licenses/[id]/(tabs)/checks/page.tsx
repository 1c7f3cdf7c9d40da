import type { Metadata } from 'next';
import { readChosen } from '#components/checks/check-groups.ts';
import { LicenseChecks } from '#components/checks/license-checks.tsx';
import { POLICY } from '#lib/domain/policy.ts';
import { staffLicensePage } from '../../license-page.ts';

const HOUR_MS = 3_600_000;

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Checks, ${(await staffLicensePage((await params).id)).license.id}` };
}

export default async function StaffChecksPage({ params, searchParams }: Props) {
  const { id } = await params;
  const { by, days } = readChosen(await searchParams);
  const { api, license } = await staffLicensePage(id);
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
      page={`/staff/licenses/${id}/checks`}
      by={by}
      days={days}
      from={from}
      rows={items}
      refusals={refusals.items}
      registerGreyed={POLICY['app.register'].says}
      explainPage="/staff/explain"
      drawnAt={now}
    />
  );
}
