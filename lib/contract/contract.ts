import { accounts } from './accounts.ts';
import { licenses } from './licenses.ts';
import { meOperations } from './me.ts';
import { products } from './products.ts';
import { search } from './search.ts';
import { secondFactorOperations } from './second-factor.ts';
import { invitations, teams } from './teams.ts';

/** The whole management API: what each operation takes, gives and can answer. */
export const contract = {
  accounts,
  invitations,
  licenses,
  me: meOperations,
  products,
  search,
  secondFactor: secondFactorOperations,
  teams,
};
