import { isIP, isIPv4 } from 'node:net';

/**
 * The forms that environment variables may have. A parser gives the value or throws a WrongVariable, whose message is
 * the one line that the start ends with: the variable, what it is, what it must be. Secrets are never repeated.
 */
export class WrongVariable extends Error {
  constructor(name: string, is: string, mustBe: string) {
    super(`${name} is ${is}; it must be ${mustBe}.`);
  }
}

const LONGEST_SHOWN = 80;

/** A value as a line may show it: in quotes, on one line, not too long. Not for what may hold a password. */
export function shown(value: string): string {
  return JSON.stringify(value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value);
}

/** A server's URL without what may be a password: all before the last `@`, and the query. */
export function shownUrl(value: string): string {
  return shown(value.replace(/\?.*$/s, '').replace(/^(\w+:\/\/)?.*@/s, '$1***@'));
}

export function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new WrongVariable(name, shown(value), `a whole number from ${least} to ${most}`);
}

export function oneOf<const T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new WrongVariable(name, shown(value), choices.map((choice) => `"${choice}"`).join(' or '));
}

export function text(name: string, value: string, most: number): string {
  if (value.length <= most && !/\p{Cc}/u.test(value)) return value;
  throw new WrongVariable(name, shown(value), `one line of at most ${most} characters`);
}

/** Like text, for what no line may repeat. */
export function secretText(name: string, value: string): string {
  if (value.length <= 1000 && !/\p{Cc}/u.test(value)) return value;
  throw new WrongVariable(name, `${value.length} characters long`, 'one line of at most 1000 characters');
}

const HOST_NAME = /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/i;

export function hostName(name: string, value: string): string {
  if (isIP(value) !== 0 || HOST_NAME.test(value)) return value;
  throw new WrongVariable(name, shown(value), 'a host name or an IP address to listen on');
}

/** An origin: scheme, host and port, nothing more. */
export function origin(name: string, value: string): string {
  const url = URL.parse(value);
  if (url && /^https?:$/.test(url.protocol) && [`${url.origin}`, `${url.origin}/`].includes(url.href))
    return url.origin;
  throw new WrongVariable(
    name,
    shown(value),
    'an origin such as https://licenses.example.com, without a path',
  );
}

/** 32 bytes in base64url. */
export function key(name: string, value: string): string {
  const bytes = /^[\w-]{43}=?$/.test(value) ? Buffer.from(value, 'base64url').length : 0;
  if (bytes === 32) return value.replace(/=$/, '');
  throw new WrongVariable(
    name,
    `${value.length} characters long`,
    '32 random bytes in base64url (43 characters)',
  );
}

const MAILBOX = /^(?:[^<>\p{Cc}]{1,100}<)?([^\s<>@"(),:;[\]\\]{1,64}@[^\s<>@]{1,253})>?$/u;

/** The bare address of `someone@example.com` or `Some One <someone@example.com>`; null when it is neither. */
export function addressOf(mailbox: string): string | null {
  return mailbox.includes('<') === mailbox.endsWith('>') ? (MAILBOX.exec(mailbox)?.[1] ?? null) : null;
}

export function mailbox(name: string, value: string): string {
  if (addressOf(value) !== null) return value;
  throw new WrongVariable(name, shown(value), 'a mail address, such as Leasehold <licenses@example.com>');
}

export function mailServer(name: string, value: string): string {
  const url = URL.parse(value);
  if (url && /^smtps?:$/.test(url.protocol) && url.hostname !== '') return value;
  throw new WrongVariable(name, shownUrl(value), 'smtp://host:port or smtps://user:password@host:port');
}

/** Where customers find help, as a link: a page, or `mailto:` and an address. */
export function supportLink(name: string, value: string): string {
  const url = URL.parse(value);
  if (url && /^(https?|mailto):$/.test(url.protocol)) return url.href;
  if (addressOf(value) === value) return `mailto:${value}`;
  throw new WrongVariable(name, shown(value), 'an https:// address or a mail address');
}

export function timeZone(name: string, value: string): string {
  try {
    // Offsets are refused: Intl reads "+02:00" as east of Greenwich and Postgres as west of it.
    if (/^[A-Za-z]/.test(value) && new Intl.DateTimeFormat('en', { timeZone: value })) return value;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new WrongVariable(name, shown(value), 'an IANA time zone such as Europe/Zagreb');
}

/** Networks in CIDR form, each with its length (a bare address is a network of one). */
export function networks(name: string, value: string): string[] {
  return value
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry) => {
      const [address = '', length, ...rest] = entry.split('/');
      const longest = isIPv4(address) ? 32 : 128;
      const isLength = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= longest);
      if (isIP(address) !== 0 && isLength && rest.length === 0) return `${address}/${length ?? longest}`;
      throw new WrongVariable(
        name,
        shown(value),
        'networks in CIDR form with commas between, such as 10.0.0.0/8,fd00::/8',
      );
    });
}

/** An issuer's address; plain HTTP only on this machine, for tests. */
export function issuer(name: string, value: string): string {
  const url = URL.parse(value);
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))))
    return value;
  throw new WrongVariable(name, shown(value), 'the https:// address of an OpenID provider');
}

const DATABASE_URL_FORM =
  /^postgres(?:ql)?:\/\/(?:[^@/?#\s]*@)?(?<hosts>[^@/?#\s]+)\/(?<database>[^/?#\s]+)(?:\?(?<query>[^#\s]*))?$/;

/** A Postgres URL of one host or several; `prepare` is taken out of the query, because it is for us and not for the server. */
export function databaseUrl(name: string, value: string): { url: string; isPrepared: boolean } {
  const parts = DATABASE_URL_FORM.exec(value)?.groups;
  const areHostsGood = parts?.hosts
    ?.split(',')
    .every((host) => /^(\[[\da-f:.]+\]|[^\s:[\]]+)(:\d{1,5})?$/i.test(host));
  const query = new URLSearchParams(parts?.query ?? '');
  const prepare = query.get('prepare') ?? 'true';
  if (!areHostsGood || !/^(true|false)$/.test(prepare)) {
    throw new WrongVariable(
      name,
      shownUrl(value),
      'postgres://user:password@host:port/database, with ?prepare=false behind a pooler',
    );
  }
  query.delete('prepare');
  const rest = query.size > 0 ? `?${query}` : '';
  return { url: value.replace(/\?.*$/, '') + rest, isPrepared: prepare === 'true' };
}

/** Whether a host (a URL's `hostname`, or a peer's address) is this machine. */
export function isLoopbackHost(host: string): boolean {
  const bare = host
    .replace(/^\[|\]$/g, '')
    .replace(/^::ffff:/i, '')
    .toLowerCase();
  return (
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare === '::1' ||
    (isIPv4(bare) && bare.startsWith('127.'))
  );
}
