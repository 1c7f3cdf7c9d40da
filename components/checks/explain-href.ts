import type { Refusal } from '#lib/contract/license-acts.ts';

/** The page that explains a refused check, filled in with it. Never with a key: addresses are written down. */
export function explainHref(page: string, licenseId: string, refusal: Refusal): string {
  const { code, value, platform, apps } = refusal;
  const query = new URLSearchParams({ license: licenseId });
  const [app] = code === 'app-not-registered' ? [value] : apps;
  if (app !== undefined) query.set('app', app);
  if (code === 'product-not-covered') query.set('product', value);
  if (code === 'version-not-covered') {
    const [product, version] = value.split(' ');
    if (product && version) {
      query.set('product', product);
      query.set('version', version);
    }
  }
  if (platform !== null) query.set('platform', platform);
  return `${page}?${query}`;
}
