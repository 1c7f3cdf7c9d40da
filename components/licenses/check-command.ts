import type { License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import { encodeBase64url } from '#sdk/protocol/base64url.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

/** What one check of a license says, but for the nonce. */
export type ExampleCheck = {
  license: string;
  licensee: string;
  app: string;
  product: string;
  version: string;
  platform: Platform;
  os: string;
};

/** A check that is answered with a lease: the first identifier, with the first product that runs on its platform. */
export function exampleCheck(license: License, catalogue: readonly Product[]): ExampleCheck | null {
  const [app] = license.apps;
  if (app === undefined) return null;
  const covered = license.products.map((name) => catalogue.find((product) => product.name === name));
  const product = covered.find((one) => one?.platforms.includes(app.platform)) ?? covered[0];
  return {
    license: license.id,
    licensee: license.licensee,
    app: coveredBy(app.value),
    product: product?.name ?? license.products[0] ?? '',
    version: product?.currentVersion ?? '1.0.0',
    platform: app.platform,
    os: PLATFORM_WORDS[app.platform].exampleOs,
  };
}

/** An identifier that a registered value covers: itself, or for a pattern one that matches it. */
function coveredBy(value: string): string {
  if (value.startsWith('*.')) return `app${value.slice(1)}`;
  return value.endsWith('.*') ? `${value.slice(0, -1)}app` : value;
}

/** A nonce of 96 random bits, as 16 base64url characters. Made anew for each check. */
export function freshNonce(): string {
  return encodeBase64url(crypto.getRandomValues(new Uint8Array(12)));
}

/** The check as a command for a POSIX shell. A quotation mark that would end the argument is written as JSON's \u0027. */
export function checkCommand(origin: string, check: ExampleCheck, nonce: string): string {
  const member = (name: keyof ExampleCheck) =>
    `"${name}":${JSON.stringify(check[name]).replaceAll("'", '\\u0027')}`;
  return [
    `curl ${origin}/api/v1/validate \\`,
    `  -H 'Content-Type: application/json' -H 'Accept: application/json' \\`,
    `  -d '{${member('license')},${member('licensee')},${member('app')},`,
    `       ${member('product')},${member('version')},${member('platform')},${member('os')},`,
    `       "nonce":"${nonce}"}'`,
  ].join('\n');
}
