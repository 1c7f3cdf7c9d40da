import postgres from 'postgres';
import type { ExternalDatabase } from '#lib/platform/config.ts';
import { reasonOf, StartRefused } from '#lib/platform/start-refused.ts';
import { shownUrl } from '#lib/platform/variables.ts';

const OLDEST_MAJOR = 15;
/** All hosts of a URL together; a machine that answers nothing would be waited for much longer. */
const LONGEST_MS = 15_000;

type Answer = { version: string; isStandby: boolean };

/**
 * Asks the server behind DATABASE_URL what it is, by the way that migrations take and by the way that pages and checks
 * take. Throws StartRefused when it cannot be reached or will not do.
 */
export async function checkServer({ url, directUrl, isPrepared }: ExternalDatabase): Promise<void> {
  // What the pools ask for when they connect; a pooler in transaction mode takes no such parameters.
  const parameters = isPrepared ? { synchronous_commit: 'on' } : {};
  if (directUrl !== url) await ask(directUrl, {});
  await ask(url, parameters);
}

async function ask(url: string, connection: Record<string, string>): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    prepare: false,
    connection,
    connect_timeout: 5,
    onnotice: () => undefined,
    ...(/\/\/[^/]*,/.test(url) && { target_session_attrs: 'read-write' }),
  });
  try {
    const asked = sql<Answer[]>`
      select current_setting('server_version_num') as version, pg_is_in_recovery() as "isStandby"`;
    const [answer] = await Promise.race([asked, tooLate()]);
    if (!answer) throw new Error('it answers with nothing');
    const fault = faultOf(answer);
    if (fault !== null) throw new StartRefused(line(url, fault));
  } catch (error) {
    throw error instanceof StartRefused
      ? error
      : new StartRefused(line(url, explain(error)), { cause: error });
  } finally {
    await sql.end({ timeout: 0 });
  }
}

function line(url: string, fault: string): string {
  return `DATABASE_URL is ${shownUrl(url)}; ${fault}.`;
}

/** Why a server that answers will not do; null when it will. `version` is `server_version_num`, such as 180004. */
export function faultOf({ version, isStandby }: Answer): string | null {
  const major = Math.floor(Number(version) / 10_000);
  if (!(major >= OLDEST_MAJOR))
    return `that server is PostgreSQL ${major || version}; it must be ${OLDEST_MAJOR} or later`;
  if (isStandby) return 'that server is a standby; it must be the primary';
  return null;
}

function explain(error: unknown): string {
  const code = reasonOf(error);
  if (code === '28P01' || code === '28000') return `that server refuses the login (${messageOf(error)})`;
  if (/unsupported startup parameter/.test(messageOf(error)))
    return 'a pooler answers there: add ?prepare=false to it, and set DATABASE_DIRECT_URL to the database itself';
  if (code === '3D000') return 'that server has no database of this name';
  return `no database can be reached there (${/^[A-Z_]+$/.test(code) ? code : messageOf(error)})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function tooLate(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no primary answered in time')), LONGEST_MS).unref();
  });
}
