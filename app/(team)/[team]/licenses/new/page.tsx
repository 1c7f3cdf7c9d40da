import type { Metadata } from 'next';
import { CreateTrialForm } from '#components/licenses/create-trial-form.tsx';
import { type TrialUse, trialUse } from '#components/licenses/trial-use.ts';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { teamMember } from '../../team-member.ts';

type Props = {
  params: Promise<{ team: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export const metadata: Metadata = { title: 'New trial' };

export default async function NewTrialPage({ params, searchParams }: Props) {
  const { team: slug } = await params;
  const { product } = await searchParams;
  const { team, api } = await teamMember(slug);
  const [products, trials] = await Promise.all([
    api.products.list(),
    api.licenses.list({ team: slug, kind: 'trial', limit: 200 }),
  ]);
  const now = Date.now();
  const useOf: Record<string, TrialUse> = {};
  for (const { name } of products.items) useOf[name] = trialUse(trials.items, name, now);
  const asked = products.items.find((one) => one.name === product && useOf[one.name]?.full === null);
  const { name, supportUrl } = vendor();
  return (
    <>
      <Crumbs trail={[{ href: `/${slug}/licenses`, name: 'Licenses' }]} here="New trial" />
      <div className="title">
        <h1>New trial</h1>
      </div>
      <p className="muted" style={{ paddingTop: 4 }}>
        30 days, free, running at once. Identifiers and the name can be changed later.
      </p>
      <CreateTrialForm
        team={team}
        catalogue={products.items}
        useOf={useOf}
        vendor={{ name, supportUrl }}
        product={asked?.name ?? null}
        drawnAt={now}
      />
    </>
  );
}
