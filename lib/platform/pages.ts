import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';

export type Pages = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  close(): Promise<void>;
};

/** Next, to be handed to `openPages`: loading it takes a while, in which other things can be done. */
export const loadNext = () => import('next');

/**
 * Next, on the configuration of the build in `clone`, given the way its own standalone server gives it. Otherwise it
 * compiles next.config.ts at each start and reads .env files, which config.ts would know nothing of.
 */
export async function openPages(
  { default: next }: Awaited<ReturnType<typeof loadNext>>,
  { clone, appUrl }: { clone: string; appUrl: string },
): Promise<Pages> {
  const manifest = JSON.parse(readFileSync(join(clone, '.next', 'required-server-files.json'), 'utf8'));
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(manifest.config);
  const { hostname, port, protocol } = new URL(appUrl);
  const pages = next({
    dev: false,
    dir: clone,
    hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
  });
  // It says that it has read its configuration, whatever it is told.
  const print = console.log;
  console.log = () => undefined;
  try {
    await pages.prepare();
  } finally {
    console.log = print;
  }
  return { handle: pages.getRequestHandler(), close: () => pages.close() };
}
