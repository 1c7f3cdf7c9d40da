import { accounts } from './accounts.ts';
import { licenses } from './licenses.ts';
import { meOperations } from './me.ts';
import { products } from './products.ts';

/** The whole management API: what each operation takes, gives and can answer. */
export const contract = { accounts, licenses, me: meOperations, products };
