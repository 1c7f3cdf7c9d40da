import type { TrialInput } from '#lib/contract/licenses.ts';
import type { MemberError } from '#lib/contract/problems.ts';
import type { Product } from '#lib/contract/products.ts';
import type { LicenseKind } from '#lib/domain/license.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';
import { type IdentifierReading, readAmong, readIdentifier } from './read-identifier.ts';

/** One row for an identifier. `isSettled`: typing has paused, so what is wrong with it may be said. */
export type DraftApp = {
  key: number;
  platform: Platform;
  typed: string;
  isSettled: boolean;
  refused: string | null;
};

/** What has been typed into the form for a new license, whatever it is worth. Rows of unticked platforms are kept. */
export type TrialDraft = {
  /** Production may have no identifier yet, and patterns that a trial may not. */
  kind: LicenseKind;
  name: string;
  products: readonly string[];
  platforms: readonly Platform[];
  apps: readonly DraftApp[];
  nextKey: number;
  /** Set by the first attempt to create: from then on, what is missing is said too. */
  isTried: boolean;
  refused: { name?: string; products?: string; platforms?: string; apps?: string };
};

export type DraftChange =
  | { do: 'name'; name: string }
  | { do: 'product'; product: string }
  | { do: 'platform'; platform: Platform }
  | { do: 'add'; platform: Platform }
  | { do: 'remove'; key: number }
  | { do: 'type'; key: number; typed: string }
  | { do: 'settle'; key: number }
  | { do: 'try' }
  | { do: 'refuse'; errors: readonly MemberError[]; keys: readonly number[] };

export const EMPTY_DRAFT: TrialDraft = {
  kind: 'trial',
  name: '',
  products: [],
  platforms: [],
  apps: [],
  nextKey: 1,
  isTried: false,
  refused: {},
};

export function changeDraft(draft: TrialDraft, change: DraftChange): TrialDraft {
  switch (change.do) {
    case 'name':
      return { ...draft, name: change.name, refused: { ...without(draft.refused, 'name') } };
    case 'product':
      return {
        ...draft,
        products: toggled(draft.products, change.product),
        refused: without(draft.refused, 'products'),
      };
    case 'platform':
      return withPlatform(draft, change.platform);
    case 'add':
      return withRow(draft, change.platform);
    case 'remove':
      return { ...draft, apps: draft.apps.filter((app) => app.key !== change.key) };
    case 'type':
      return withApp(draft, change.key, { typed: change.typed, isSettled: false, refused: null });
    case 'settle':
      return withApp(draft, change.key, { isSettled: true });
    case 'try':
      return {
        ...draft,
        isTried: true,
        refused: {},
        apps: draft.apps.map((app) => ({ ...app, isSettled: true, refused: null })),
      };
    case 'refuse':
      return withRefusals(draft, change.errors, change.keys);
  }
}

/** The platforms that can be ticked: where at least one chosen product runs; all of the catalogue's while none is chosen. */
export function availablePlatforms(products: readonly string[], catalogue: readonly Product[]): Platform[] {
  const chosen = catalogue.filter((product) => products.length === 0 || products.includes(product.name));
  return PLATFORMS.filter((platform) => chosen.some((product) => product.platforms.includes(platform)));
}

/** The rows that count: those of ticked platforms, in the platforms' order. */
export function draftApps(draft: TrialDraft, platform?: Platform): DraftApp[] {
  const shown = PLATFORMS.filter(
    (one) => draft.platforms.includes(one) && (platform === undefined || one === platform),
  );
  return shown.flatMap((one) => draft.apps.filter((app) => app.platform === one));
}

/** What a row says: what is missing only once creating was tried, and a row too many may stay empty. */
export function readDraftApp(draft: TrialDraft, app: DraftApp): IdentifierReading {
  if (app.refused !== null) return { kind: 'wrong', message: app.refused, suggestion: null };
  const rows = draftApps(draft, app.platform);
  const others: { platform: Platform; value: string }[] = [];
  for (const row of rows) {
    if (row.key === app.key) break;
    const reading = readIdentifier(row.platform, row.typed, draft.kind);
    if (reading.kind === 'fine') others.push({ platform: row.platform, value: reading.value });
  }
  const reading = readAmong(app.platform, app.typed, { kind: draft.kind, others });
  const isNeeded =
    draft.kind === 'trial' && rows[0]?.key === app.key && rows.every((row) => row.typed.trim() === '');
  if (reading.kind === 'empty' && draft.isTried && isNeeded) {
    return { kind: 'wrong', message: 'One is needed here, or untick the platform.', suggestion: null };
  }
  return reading;
}

/** What to send, and the key of the row each sent identifier came from. Empty rows are left out; the server has the last word. */
export function draftInput(draft: TrialDraft, team: string): { input: TrialInput; keys: number[] } {
  const rows = draftApps(draft).filter((app) => app.typed.trim() !== '' || app.platform === 'self-hosted');
  const name = draft.name.trim();
  return {
    keys: rows.map((app) => app.key),
    input: {
      kind: 'trial',
      team,
      ...(name === '' ? {} : { name }),
      products: [...draft.products],
      platforms: PLATFORMS.filter((platform) => draft.platforms.includes(platform)),
      apps: rows.map(({ platform, typed }) =>
        typed.trim() === '' ? { platform } : { platform, value: typed },
      ),
    },
  };
}

/** The rows that keep the trial from being created: known to be wrong, or empty where one is needed. */
export function draftProblems(draft: TrialDraft): DraftApp[] {
  const tried = { ...draft, isTried: true };
  return draftApps(draft).filter((app) => readDraftApp(tried, app).kind === 'wrong');
}

function withPlatform(draft: TrialDraft, platform: Platform): TrialDraft {
  const changed = {
    ...draft,
    platforms: toggled(draft.platforms, platform),
    refused: without(draft.refused, 'platforms'),
  };
  return draft.apps.some((app) => app.platform === platform) ? changed : withRow(changed, platform);
}

function withRow(draft: TrialDraft, platform: Platform): TrialDraft {
  const row = { key: draft.nextKey, platform, typed: '', isSettled: false, refused: null };
  return { ...draft, apps: [...draft.apps, row], nextKey: draft.nextKey + 1 };
}

function withApp(draft: TrialDraft, key: number, change: Partial<DraftApp>): TrialDraft {
  return { ...draft, apps: draft.apps.map((app) => (app.key === key ? { ...app, ...change } : app)) };
}

function withRefusals(
  draft: TrialDraft,
  errors: readonly MemberError[],
  keys: readonly number[],
): TrialDraft {
  let changed: TrialDraft = { ...draft, refused: {} };
  for (const { pointer, detail } of errors) {
    const [, member, index] = /^\/(name|products|platforms|apps)(?:\/(\d+))?/.exec(pointer) ?? [];
    const key = member === 'apps' && index !== undefined ? keys[Number(index)] : undefined;
    if (key !== undefined) changed = withApp(changed, key, { refused: detail, isSettled: true });
    else if (isMember(member)) changed = { ...changed, refused: { ...changed.refused, [member]: detail } };
  }
  return changed;
}

function isMember(member: string | undefined): member is keyof TrialDraft['refused'] {
  return member === 'name' || member === 'products' || member === 'platforms' || member === 'apps';
}

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}

function without(refused: TrialDraft['refused'], member: keyof TrialDraft['refused']): TrialDraft['refused'] {
  const { [member]: _, ...others } = refused;
  return others;
}
