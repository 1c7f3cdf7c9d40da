import Link from 'next/link';
import { Facts } from '#components/ui/facts.tsx';
import { Time } from '#components/ui/time.tsx';
import type { Request } from '#lib/contract/requests.ts';
import { REQUEST_WORDS } from './request-words.ts';

/** What is asked for and by whom. `licenses` is where a license of it is shown. */
export function RequestFacts({ request, licenses }: { request: Request; licenses: string }) {
  const { products = [], platforms = [], apps = [], days } = request.terms;
  return (
    <Facts
      facts={[
        { name: 'Asked for', value: REQUEST_WORDS[request.type].noun },
        {
          name: 'License',
          value: request.license ? (
            <Link href={`${licenses}/${request.license}`}>
              <code>{request.license}</code>
            </Link>
          ) : (
            'None in particular'
          ),
        },
        ...(products.length > 0
          ? [{ name: 'Products', value: <span className="many">{products.join(', ')}</span> }]
          : []),
        ...(platforms.length > 0
          ? [{ name: 'Platforms', value: <span className="many">{platforms.join(', ')}</span> }]
          : []),
        ...(apps.length > 0
          ? [
              {
                name: 'Identifiers',
                value: <span className="many">{apps.map(({ value }) => value).join(', ')}</span>,
              },
            ]
          : []),
        ...(days ? [{ name: 'Days', value: String(days) }] : []),
        { name: 'Asked by', value: request.createdBy.name },
        { name: 'Asked', value: <Time at={request.createdAt} show="both" /> },
        { name: 'With', value: request.assignee?.name ?? 'Nobody yet' },
        ...(request.agreement ? [{ name: 'Agreement', value: <code>{request.agreement}</code> }] : []),
      ]}
    />
  );
}
