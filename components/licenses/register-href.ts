import type { Refusal } from '#lib/contract/license-acts.ts';

/** Where a refused identifier can be registered, the form filled in; null when it cannot. */
export function registerHref(page: string, { register }: Refusal): string | null {
  if (register === null) return null;
  const query = new URLSearchParams({ platform: register.platform, add: register.value });
  return `${page}/identifiers?${query}`;
}
