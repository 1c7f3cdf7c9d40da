import 'server-only';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { greyedFor } from '#components/licenses/greyed-for.ts';
import { maskKey } from '#components/licenses/masked-key.ts';
import { orNotFound } from '../../or-not-found.ts';
import { teamMember } from '../../team-member.ts';

/** What every page of a license is drawn with. Once for each request; a license of another team is not found here. */
export const licensePage = cache(async (slug: string, id: string) => {
  const { team, api } = await teamMember(slug);
  const license = await orNotFound(api.licenses.read({ id }));
  if (license.team !== slug) notFound();
  const maySeeKey = greyedFor('license.read-key', team.role) === null;
  const [leases, products, key] = await Promise.all([
    api.licenses.leases({ id }),
    api.products.list(),
    maySeeKey ? api.licenses.key({ id }) : null,
  ]);
  return {
    team,
    api,
    license,
    leases: leases.items,
    catalogue: products.items,
    masked: key === null ? null : maskKey(key),
  };
});
