export { createClient } from './client/client.ts';
export type {
  Client,
  ClientOptions,
  ClientState,
  Fetch,
  InspectedKey,
  Status,
  Store,
} from './client/client-options.ts';
export { memoryStore } from './client/memory-store.ts';
