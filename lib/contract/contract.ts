import { accounts } from './accounts.ts';
import { agreements } from './agreements.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { explainOperations } from './explain.ts';
import { health } from './health.ts';
import { inbox } from './inbox.ts';
import { jobs } from './jobs.ts';
import { keys } from './keys.ts';
import { licenseActs } from './license-acts.ts';
import { licenseHistory } from './license-history.ts';
import { licenses } from './licenses.ts';
import { mails } from './mail.ts';
import { meOperations } from './me.ts';
import { notices } from './notices.ts';
import { products } from './products.ts';
import { requests } from './requests.ts';
import { sales } from './sales.ts';
import { search } from './search.ts';
import { secondFactorOperations } from './second-factor.ts';
import { staff } from './staff.ts';
import { invitations, teams } from './teams.ts';

/** The whole management API: what each operation takes, gives and can answer. */
export const contract = {
  accounts,
  agreements,
  audit,
  health,
  inbox,
  invitations,
  jobs,
  keys,
  licenseHistory,
  mails,
  licenses: { ...licenses, ...licenseActs },
  explain: explainOperations,
  approvals,
  me: meOperations,
  notices,
  products,
  requests,
  sales,
  search,
  secondFactor: secondFactorOperations,
  staff,
  teams,
};
