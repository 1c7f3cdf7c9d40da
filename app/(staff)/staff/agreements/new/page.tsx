import type { Metadata } from 'next';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';
import { NewAgreementForm } from '#components/agreements/new-agreement-form.tsx';
import { draftOf, emptyTerms } from '#components/agreements/terms-draft.ts';
import { vendor } from '#lib/api/vendor.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'New agreement' };

export default async function NewAgreementPage({ searchParams }: Props) {
  const query = await searchParams;
  const given = (name: string) => (typeof query[name] === 'string' ? query[name] : undefined);
  const { role, api } = await staffMember('/staff/agreements');
  const [copied, team, request, products] = await Promise.all([
    given('copyOf') ? orNotFound(api.agreements.read({ number: given('copyOf') ?? '' })) : null,
    given('team') ? orNotFound(api.teams.read({ slug: given('team') ?? '' })) : null,
    given('request') ? orNotFound(api.requests.read({ id: given('request') ?? '' })) : null,
    api.products.list(),
  ]);
  const { timeZone: zone } = vendor();
  const empty = emptyTerms(zone, Date.now());
  const start = copied
    ? {
        draft: { ...draftOf(copied), startsOn: empty.startsOn, endsOn: empty.endsOn },
        team: team ?? { slug: copied.team, name: copied.teamName },
        from: `A copy of ${copied.number}`,
        copyOf: copied.number,
      }
    : request
      ? {
          draft: {
            ...empty,
            products: request.terms.products ?? [],
            platforms: request.terms.platforms ?? [],
          },
          team: { slug: request.team, name: request.teamName },
          from: `From the request “${request.subject}”`,
          request: request.id,
        }
      : { draft: empty, team, from: null };
  return (
    <NewAgreementForm start={start} catalogue={products.items} role={role} zone={zone} drawnAt={Date.now()} />
  );
}
