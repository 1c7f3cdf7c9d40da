import type { Product } from '#lib/contract/products.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** The form's texts: numbers are as typed. */
export type ProductDraft = {
  name: string;
  description: string;
  currentVersion: string;
  docsUrl: string;
  position: string;
  leaseSeconds: string;
  graceSeconds: string;
  retrySeconds: string;
  trialLeaseSeconds: string;
  trialGraceSeconds: string;
};

export const NEW_PRODUCT: ProductDraft = {
  name: '',
  description: '',
  currentVersion: '',
  docsUrl: '',
  position: '',
  leaseSeconds: '86400',
  graceSeconds: '259200',
  retrySeconds: '300',
  trialLeaseSeconds: '3600',
  trialGraceSeconds: '86400',
};

export function draftOf(product: Product): ProductDraft {
  return {
    name: product.name,
    description: product.description,
    currentVersion: product.currentVersion,
    docsUrl: product.docsUrl ?? '',
    position: String(product.position),
    leaseSeconds: String(product.leaseSeconds),
    graceSeconds: String(product.graceSeconds),
    retrySeconds: String(product.retrySeconds),
    trialLeaseSeconds: String(product.trialLeaseSeconds),
    trialGraceSeconds: String(product.trialGraceSeconds),
  };
}

/** What of the form is a number, and its bounds as the form says them. The server decides. */
export const SECONDS = [
  { name: 'leaseSeconds', label: 'Lease', most: 2_592_000 },
  { name: 'graceSeconds', label: 'Grace', most: 2_592_000 },
  { name: 'trialLeaseSeconds', label: 'Lease on trial', most: 2_592_000 },
  { name: 'trialGraceSeconds', label: 'Grace on trial', most: 2_592_000 },
  { name: 'retrySeconds', label: 'Ask again after a lock', most: 86_400 },
] as const;

/** Whole seconds as typed; null for anything else. */
export function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** The form as the API takes it, or what is wrong with a number, by JSON pointer. */
export function productInput(
  draft: ProductDraft,
  platforms: readonly Platform[],
): { ok: true; input: ProductTerms } | { ok: false; errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const seconds = {
    leaseSeconds: 0,
    graceSeconds: 0,
    retrySeconds: 0,
    trialLeaseSeconds: 0,
    trialGraceSeconds: 0,
  };
  for (const { name } of SECONDS) {
    const value = wholeNumber(draft[name]);
    if (value === null) errors[`/${name}`] = 'Type whole seconds.';
    else seconds[name] = value;
  }
  const position = draft.position.trim() === '' ? undefined : wholeNumber(draft.position);
  if (position === null) errors['/position'] = 'Type a whole number.';
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    input: {
      name: draft.name,
      description: draft.description,
      currentVersion: draft.currentVersion,
      docsUrl: draft.docsUrl.trim() === '' ? null : draft.docsUrl.trim(),
      platforms: [...platforms],
      ...(typeof position === 'number' && { position }),
      ...seconds,
    },
  };
}

type ProductTerms = Pick<
  Product,
  | 'name'
  | 'description'
  | 'currentVersion'
  | 'docsUrl'
  | 'platforms'
  | 'leaseSeconds'
  | 'graceSeconds'
  | 'retrySeconds'
  | 'trialLeaseSeconds'
  | 'trialGraceSeconds'
> & { position?: number };
