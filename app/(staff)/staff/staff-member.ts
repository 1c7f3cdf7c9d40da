import 'server-only';
import { cache } from 'react';
import { mustBeStaff } from '#app/signed-in.ts';
import { serverApi } from '#lib/api/in-process.ts';

/** Who looks at a page of staff, and the API as they may use it. For anybody else it does not exist. */
export const staffMember = cache(async (path: string) => {
  const me = await mustBeStaff(path);
  return { me, role: me.staffRole, api: await serverApi() };
});
