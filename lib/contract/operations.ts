import type { AnyContractRouter } from '@orpc/contract';
import routes from './operations.json' with { type: 'json' };

/**
 * The contract's methods and paths without its schemas: what a browser needs to send a request. Generated from the
 * contract (`npm run generate`), so that no schema library is loaded there.
 */
export const operations: AnyContractRouter = routes as unknown as AnyContractRouter;
