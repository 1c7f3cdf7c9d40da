import { accounts } from './accounts.ts';
import { audit } from './audit.ts';
import { health } from './health.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { licenses } from './licenses.ts';
import { meOperations } from './me.ts';
import { products } from './products.ts';
import { search } from './search.ts';
import { secondFactorOperations } from './second-factor.ts';
import { invitations, teams } from './teams.ts';

/** The whole management API: what each operation takes, gives and can answer. */
export const contract = {
  accounts,
  audit,
  health,
  invitations,
  jobs,
  keys,
  licenses,
  me: meOperations,
  products,
  search,
  secondFactor: secondFactorOperations,
  teams,
};
