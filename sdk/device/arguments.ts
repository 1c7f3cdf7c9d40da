import { readFile } from 'node:fs/promises';
import { release } from 'node:os';
import { parseArgs } from 'node:util';
import type { ClientOptions } from '../client/client-options.ts';
import { fileStore } from '../client/file-store.ts';
import { isPlatform, PLATFORMS, type Platform } from '../protocol/platforms.ts';

/** The command was called wrongly: said in one line, exit code 2. */
export class WrongUse extends Error {}

const OPTIONS = {
  key: { type: 'string' },
  'key-file': { type: 'string' },
  app: { type: 'string' },
  product: { type: 'string' },
  version: { type: 'string' },
  platform: { type: 'string' },
  os: { type: 'string' },
  'trusted-keys': { type: 'string' },
  'key-set': { type: 'string' },
  store: { type: 'string' },
  proxy: { type: 'string' },
  'timeout-ms': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export type Given = ReturnType<typeof readArguments>;

/** Reads the words after the command's name. */
export function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    return { ...values, words: positionals };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

/** The platform of this machine, unless one is named. */
export function platformOf(named: string | undefined): Platform {
  if (named !== undefined) {
    if (isPlatform(named)) return named;
    throw new WrongUse(`--platform is ${named}; it must be one of ${PLATFORMS.join(', ')}.`);
  }
  if (process.platform === 'darwin') return 'macos';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

/** The license key: from `--key`, a file, or the variable `LEASEHOLD_KEY`, in this order. */
export async function keyOf(given: Given): Promise<string> {
  const key = given.key ?? (given['key-file'] ? await textOf('--key-file', given['key-file']) : undefined);
  const found = key ?? process.env.LEASEHOLD_KEY;
  if (!found) throw new WrongUse('Give the license key: --key-file <file>, or the variable LEASEHOLD_KEY.');
  return found;
}

/** What a client on this machine is made of. */
export async function clientOptionsOf(given: Given): Promise<ClientOptions> {
  const { app, product, version, proxy, os = release() } = given;
  if (!app || !product || !version)
    throw new WrongUse('Give --app, --product and --version: what the product sends.');
  const timeoutMs = Number(given['timeout-ms'] ?? 2_000);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1)
    throw new WrongUse('--timeout-ms must be a whole number of at least 1.');
  const keySet = given['key-set'] ? (await textOf('--key-set', given['key-set'])).trim() : undefined;
  return {
    key: await keyOf(given),
    app,
    product,
    version,
    platform: platformOf(given.platform),
    os,
    trustedKeys: await trustedKeysOf(given['trusted-keys']),
    store: fileStore(given.store ?? '.leasehold-device'),
    timeoutMs,
    ...(keySet && { keySet }),
    ...(proxy !== undefined && { proxy }),
  };
}

/** An array of JWKs, or the output of `leasehold keys list --json`, whose `roots` they are. */
async function trustedKeysOf(file: string | undefined): Promise<unknown[]> {
  if (!file) throw new WrongUse('Give --trusted-keys <file>: what `leasehold keys list --json` prints.');
  const text = await textOf('--trusted-keys', file);
  try {
    const read: unknown = JSON.parse(text);
    const roots = Array.isArray(read) ? read : Object(read).roots;
    if (Array.isArray(roots)) return roots;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new WrongUse(`${file} holds no root keys: it must be what \`leasehold keys list --json\` prints.`);
}

export async function textOf(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new WrongUse(`${option} is ${file}, which cannot be read.`);
  }
}
