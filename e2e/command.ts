import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs the leasehold command on the server under test, beside it. Gives what it prints; throws when it fails. */
export async function leasehold(words: string[]): Promise<string> {
  const env = {
    ...process.env,
    DATA_DIR: process.env.LEASEHOLD_TEST_DATA,
    PORT: process.env.LEASEHOLD_TEST_PORT ?? '3417',
  };
  const cli = join(import.meta.dirname, '..', 'cli', 'leasehold.mjs');
  const { stdout } = await run(process.execPath, [cli, ...words], { env });
  return stdout;
}
