import { NextRequest } from 'next/server';
import NextAuth, { AuthError, CredentialsSignin, type NextAuthConfig, type User } from 'next-auth';
import Credentials from 'next-auth/providers/credentials';
import { database } from '#db/client.ts';
import { touchPerson } from '#db/queries/people.ts';
import { deleteSession, findLiveSession, insertSession, touchSession } from '#db/queries/sessions.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import { log } from '#lib/platform/log.ts';
import { peerOf } from '#lib/platform/peer.ts';
import { deriveKey } from '#lib/platform/secrets.ts';
import { checkCredentials } from './check-credentials.ts';

/** How long a session lives after its last use. */
const SESSION_MS = 30 * DAY_MS;
/** How often the use of a session is noted. */
const TOUCH_MS = 60_000;
/**
 * How long the cookie and the token in it are kept: as long as browsers keep any. The row alone says until when a
 * session lives, because it slides with each use and pages cannot set cookies while they render.
 */
const COOKIE_SECONDS = 400 * 86_400;
const BASE_PATH = '/api/auth';

export type CurrentSession = {
  personId: string;
  sessionId: string;
  /** Whether a second factor was given in this session. */
  hasSecondFactor: boolean;
};

declare module 'next-auth' {
  interface Session extends Partial<CurrentSession> {}
  interface User {
    userAgent?: string | null;
  }
}

/** Shown as `code=too-many-requests` at the sign-in page; the same for addresses that are known and that are not. */
class TooManyAttempts extends CredentialsSignin {
  override code = 'too-many-requests';
}

const credentials = Credentials({
  credentials: { email: { type: 'email' }, password: { type: 'password' } },
  async authorize({ email, password }, { headers }): Promise<User | null> {
    if (typeof email !== 'string' || typeof password !== 'string') return null;
    const network = peerOf(headers)?.address ?? 'unknown';
    const result = await checkCredentials({ email, password, network }, Date.now());
    if (result.ok)
      return { id: result.value.personId, userAgent: headers.get('user-agent')?.slice(0, 300) ?? null };
    if (result.code === 'too-many-requests') throw new TooManyAttempts();
    return null;
  },
});

type Report = (error: unknown) => void;

/** Made for each request, because the installation is known only once the process has started. */
function authConfig(report: Report = logFailedLookup): NextAuthConfig {
  const { config, secret } = installation();
  return {
    providers: [credentials],
    basePath: BASE_PATH,
    secret: deriveKey(secret, 'sessions').toString('base64url'),
    // Requests reach next-auth under APP_URL (`atAppUrl`): it says whether cookies are secure, and the Host header nothing.
    trustHost: true,
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    session: { strategy: 'jwt', maxAge: COOKIE_SECONDS },
    callbacks: {
      redirect: ({ url }) => (isOurs(url, config.appUrl) ? new URL(url, config.appUrl).href : config.appUrl),
      jwt: ({ token, user }) =>
        user?.id ? openSession(user.id, user.userAgent ?? null) : lookUpSession(token.sid, report),
      session: ({ session, token }) => ({ expires: session.expires, ...readClaims(token) }),
    },
    events: {
      async signOut(message) {
        if ('token' in message && typeof message.token?.sid === 'string') {
          await deleteSession(database().orm, message.token.sid);
        }
      },
    },
    logger: {
      error: logError,
      warn: (code) => log.warn({ code }, 'next-auth warned'),
      debug: () => undefined,
    },
  };
}

function isOurs(url: string, appUrl: string): boolean {
  return URL.parse(url, appUrl)?.origin === appUrl;
}

async function openSession(personId: string, userAgent: string | null) {
  const now = Date.now();
  const handle = database().orm;
  const sid = await insertSession(handle, { personId, userAgent, now, expiresAt: now + SESSION_MS });
  await touchPerson(handle, personId, now);
  return { sid, sub: personId };
}

/**
 * The claims of a session that lives; null ends it. When the database cannot be asked next-auth would end it too, so
 * that error is reported and not thrown, and the cookie stays what it is: a session without a person.
 */
async function lookUpSession(sid: unknown, report: Report) {
  if (typeof sid !== 'string') return null;
  try {
    const session = await keepSession(sid, Date.now());
    return session && { sid, sub: session.personId, hasSecondFactor: session.secondFactorAt !== null };
  } catch (error) {
    report(error);
    return { sid };
  }
}

async function keepSession(id: string, now: Instant) {
  const handle = database().orm;
  const session = await findLiveSession(handle, id, now);
  if (session && session.lastSeenAt.getTime() <= now - TOUCH_MS) {
    await touchSession(handle, id, { now, expiresAt: now + SESSION_MS });
    await touchPerson(handle, session.personId, now);
  }
  return session;
}

function readClaims({ sid, sub, hasSecondFactor }: Record<string, unknown>): Partial<CurrentSession> {
  if (typeof sid !== 'string' || typeof sub !== 'string') return {};
  return { sessionId: sid, personId: sub, hasSecondFactor: hasSecondFactor === true };
}

function logFailedLookup(error: unknown): void {
  log.error({ err: error }, 'a session could not be looked up');
}

/** Wrong passwords, and cookies of another installation or a form of another site, are everyday. */
const EVERYDAY = ['CredentialsSignin', 'JWTSessionError', 'MissingCSRF'];

/** By `type`: the names of classes do not survive bundling. */
function logError(error: Error): void {
  const type = error instanceof AuthError ? error.type : error.name;
  if (!EVERYDAY.includes(type)) log.error({ err: error }, 'next-auth failed');
}

const { handlers } = NextAuth(() => authConfig());

/** next-auth's own addresses, below /api/auth. */
export const GET = (request: NextRequest) => handlers.GET(atAppUrl(request));
export const POST = (request: NextRequest) => handlers.POST(atAppUrl(request));

/** The request as it was sent to APP_URL, whatever Host it names and whatever Next has made of that. */
function atAppUrl(request: NextRequest): NextRequest {
  const { pathname, search } = new URL(request.url);
  return new NextRequest(new URL(pathname + search, installation().config.appUrl), request);
}

/** Who a Cookie header belongs to; null for nobody. Throws when the database cannot be asked. */
export async function sessionOfCookie(cookie: string | null): Promise<CurrentSession | null> {
  if (cookie === null) return null;
  const failures: unknown[] = [];
  const { GET: readSession } = NextAuth(() => authConfig((error) => failures.push(error))).handlers;
  const url = new URL(`${BASE_PATH}/session`, installation().config.appUrl);
  const response = await readSession(new NextRequest(url, { headers: { cookie } }));
  if (failures.length > 0) throw new Error('a session could not be looked up', { cause: failures[0] });
  const claims = ((await response.json()) ?? {}) as Partial<CurrentSession>;
  const { personId, sessionId, hasSecondFactor = false } = claims;
  return personId && sessionId ? { personId, sessionId, hasSecondFactor } : null;
}
