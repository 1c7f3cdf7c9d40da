import { stat } from 'node:fs/promises';
import type { ClientOptions } from '../client/client-options.ts';
import { endpointOf } from '../client/endpoint.ts';
import { type PublicJwk, parsePublicJwk } from '../protocol/jwk.ts';
import { type KeySet, verifyKeySet } from '../protocol/key-set.ts';
import { type LicenseKeyClaims, verifyLicenseKey } from '../protocol/license-key.ts';
import { inspectLicenseKey, inWords } from '../protocol/license-key-words.ts';
import { type Finding, failed, ok, skipped, warning } from './finding.ts';
import { IDENTIFIER_FORMS } from './identifier-forms.ts';
import { codeOf, lookAtNetwork } from './look-at-network.ts';

const CLOCK_MS = 60_000;
const PATIENCE_MS = 10_000;

/**
 * Looks at everything that stands between this machine and a lease, in the order in which it matters. Asks for no lease,
 * so that nothing is counted. No finding holds the key, or a proxy's password.
 */
export async function diagnose(options: ClientOptions, folder: string): Promise<Finding[]> {
  const key = inspectLicenseKey(options.key);
  if (!key.ok) return [failed('key', key.detail, 'Copy the license key again from the dashboard.')];
  const findings = [ok('key', `${key.claims.sub} of ${key.claims.licensee}`), identifierOf(options)];
  const direct = endpointOf(key.claims.url);
  const endpoint = options.proxy === undefined ? direct : endpointOf(options.proxy);
  if (options.proxy !== undefined && endpoint === null) {
    return [
      ...findings,
      failed(
        'proxy',
        'its address cannot be used',
        'Set an https: address without user name and password; http: is allowed for loopback only.',
      ),
    ];
  }
  if (endpoint === null)
    return [
      ...findings,
      failed(
        'endpoint',
        `${key.claims.url} cannot be used`,
        'Ask for a license key whose address is https:.',
      ),
    ];
  const proxy =
    options.proxy === undefined
      ? skipped('proxy', 'none is set')
      : ok('proxy', `everything goes to ${endpoint}`);
  findings.push(proxy, ...(await lookAtNetwork(new URL(endpoint))));
  const store = await storeOf(folder);
  const answered = findings.some(({ state, name }) => state === 'failed' && name !== 'identifier')
    ? skipped('endpoint', 'it cannot be reached')
    : await fetchKeySet(endpoint);
  if (!('text' in answered)) return [...findings, answered, store];
  return [
    ...findings,
    ok('endpoint', `${endpoint} answers`),
    clockOf(answered.date),
    ...(await keysOf(answered.text, options, key)),
    store,
  ];
}

function identifierOf({ app, platform }: ClientOptions): Finding {
  const { form, says } = IDENTIFIER_FORMS[platform];
  return form.test(app)
    ? ok('identifier', `${app} on ${platform}`)
    : failed(
        'identifier',
        `${app} is not ${says}`,
        `Send what names this app or machine on ${platform}: ${says}.`,
      );
}

async function fetchKeySet(endpoint: string): Promise<{ text: string; date: string | null } | Finding> {
  try {
    const url = `${endpoint}/.well-known/leasehold-keys`;
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    const text = await response.text();
    if (response.status === 200) return { text: text.trim(), date: response.headers.get('date') };
    return failed(
      'endpoint',
      `it answers HTTP ${response.status}`,
      'A portal or proxy answers in its place, or the path is not passed on.',
    );
  } catch (error) {
    return failed(
      'endpoint',
      `no answer (${codeOf(Object(error).cause ?? error)})`,
      'Let this machine reach the address in the license key.',
    );
  }
}

function clockOf(date: string | null): Finding {
  const server = Date.parse(date ?? '');
  if (Number.isNaN(server)) return skipped('clock', 'the server does not say what time it is');
  const off = Date.now() - server;
  const says = `${Math.round(Math.abs(off) / 1000)} s ${off < 0 ? 'behind' : 'ahead of'} the server`;
  return Math.abs(off) < CLOCK_MS
    ? ok('clock', says)
    : warning(
        'clock',
        says,
        'Set the clock of this machine. Leases are measured by the server’s time, but TLS is not.',
      );
}

type WholeKey = { claims: LicenseKeyClaims; jws: string };

async function keysOf(text: string, { trustedKeys }: ClientOptions, key: WholeKey): Promise<Finding[]> {
  const roots: PublicJwk[] = trustedKeys.map(parsePublicJwk).filter((root) => root !== null);
  const read = await verifyKeySet(text, roots);
  const unknown = skipped('license key', 'there is no key set to verify it by');
  if (!read.ok) {
    return [
      failed(
        'key set',
        `it is not believed (${read.code})`,
        'Compare the trusted keys with the roots of `leasehold keys list --json`.',
      ),
      unknown,
    ];
  }
  return [keySetFinding(read.keySet), await trustFinding(read.keySet, key)];
}

function keySetFinding({ ver, exp, answers }: KeySet): Finding {
  const says = `version ${ver}, ${answers.length} keys for answers, until ${new Date(exp * 1000).toISOString()}`;
  return exp * 1000 > Date.now()
    ? ok('key set', says)
    : failed('key set', says, 'It has ended: whoever runs the server must sign a new one.');
}

async function trustFinding({ licenses }: KeySet, { jws }: WholeKey): Promise<Finding> {
  const verified = inWords(await verifyLicenseKey(jws, licenses), jws);
  return verified.ok
    ? ok('license key', `signed by ${verified.kid}, which the key set names`)
    : failed(
        'license key',
        verified.detail,
        'Use the license key and the trusted keys of the same installation.',
      );
}

async function storeOf(folder: string): Promise<Finding> {
  try {
    const { mode } = await stat(folder);
    const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
    return isOpen
      ? warning('store', `${folder} is open to others`, `chmod 700 ${folder}`)
      : ok('store', folder);
  } catch (error) {
    if (Object(error).code === 'ENOENT') return ok('store', `${folder} is made with the first check`);
    return failed(
      'store',
      `${folder} cannot be read (${codeOf(error)})`,
      'Give the product a folder of its own.',
    );
  }
}
