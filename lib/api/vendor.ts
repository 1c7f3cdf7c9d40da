import { installation } from '#lib/platform/installation.ts';

/** What pages say about whose installation this is. `supportUrl` is a link: `https:` or `mailto:`. */
export type Vendor = { name: string; supportUrl: string; timeZone: string; appUrl: string };

export function vendor(): Vendor {
  const { vendor: shown, appUrl } = installation().config;
  return { ...shown, appUrl };
}
