import { platformFor, type Refusal } from '#components/checks/refusals.ts';
import type { License } from '#lib/contract/licenses.ts';

/** Where a refused identifier can be registered, the form filled in; null when it cannot. */
export function registerHref({
  team,
  license,
  refusal,
}: {
  team: string;
  license: License;
  refusal: Refusal;
}): string | null {
  if (refusal.kind !== 'not-registered') return null;
  const platforms =
    refusal.resembles === null ? license.platforms : [refusal.resembles.platform, ...license.platforms];
  const platform = platformFor(refusal.value, platforms);
  if (platform === null) return null;
  const query = new URLSearchParams({ platform, add: refusal.value });
  return `/${team}/licenses/${license.id}/identifiers?${query}`;
}
