import 'server-only';
import { cache } from 'react';
import { mustBeStaff } from '#app/signed-in.ts';
import { serverApi } from '#lib/api/in-process.ts';

/** The API as an operator may use it; null for a member of staff who is none. Once for each request. */
export const operatorApi = cache(async () => {
  const me = await mustBeStaff('/staff/operator');
  return me.staffRole === 'operator' ? serverApi() : null;
});
