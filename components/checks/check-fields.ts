import { isPlatform, type Platform } from '#sdk/protocol/platforms.ts';

/** What a device would send, as a form and an address hold it; empty: filled in by the server. */
export type CheckFields = Record<'app' | 'platform' | 'product' | 'version' | 'os' | 'licensee', string>;

export const EMPTY_FIELDS: CheckFields = {
  app: '',
  platform: '',
  product: '',
  version: '',
  os: '',
  licensee: '',
};

/** Reads the fields of an address. */
export function readFields(params: Readonly<Record<string, string | string[] | undefined>>): CheckFields {
  const read = (name: keyof CheckFields) => {
    const value = params[name];
    return typeof value === 'string' ? value.slice(0, 255) : '';
  };
  return {
    app: read('app'),
    platform: read('platform'),
    product: read('product'),
    version: read('version'),
    os: read('os'),
    licensee: read('licensee'),
  };
}

/** The fields of a request that was explained. */
export function fieldsOf({ app, platform, product, version, os, licensee }: CheckFields): CheckFields {
  return { app, platform, product, version, os, licensee };
}

/** What of the fields is sent to be explained: those that say something. */
export function sentOf({ platform, ...texts }: CheckFields): Partial<Omit<CheckFields, 'platform'>> & {
  platform?: Platform;
} {
  const sent = Object.fromEntries(Object.entries(texts).filter(([, value]) => value.trim() !== ''));
  return isPlatform(platform) ? { ...sent, platform } : sent;
}

/** The address that asks the same again: the License ID and what is sent, never a key. */
export function queryOf(request: CheckFields & { license: string }): string {
  const { license, app, platform, product, version, os, licensee } = request;
  return new URLSearchParams({ license, app, platform, product, version, os, licensee }).toString();
}
