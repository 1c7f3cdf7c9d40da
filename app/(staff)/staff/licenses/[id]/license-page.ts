import 'server-only';
import { cache } from 'react';
import { staffMember } from '#app/(staff)/staff/staff-member.ts';
import { orNotFound } from '#app/(team)/[team]/or-not-found.ts';

/** What every page of a license is drawn with for staff. Once for each request. */
export const staffLicensePage = cache(async (id: string) => {
  const { role, api } = await staffMember(`/staff/licenses/${id}`);
  const license = await orNotFound(api.licenses.read({ id }));
  const [leases, products] = await Promise.all([api.licenses.leases({ id }), api.products.list()]);
  return { role, api, license, leases: leases.items, catalogue: products.items };
});
