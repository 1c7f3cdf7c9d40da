import type { LicenseRow } from '#db/queries/licenses.ts';
import type { PersonSummary, TeamSummary } from '#db/queries/search-details.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { LicenseState } from '#lib/domain/license-state.ts';
import { licenseState } from '#lib/domain/license-state.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import type { SignedText } from '#lib/domain/read-signed-text.ts';
import type { Rank } from '#lib/domain/search-rank.ts';
import { factsOfRow } from '#lib/licensing/license-view.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';

/** In this order where two are equally good. */
export const GROUPS = ['license', 'team', 'app', 'person', 'agreement'] as const;

type Named = { slug: string; name: string };
type AppFound = {
  platform: Platform;
  value: string;
  licenses: number;
  refused: { count: number; lastAt: string } | null;
};

/** Something that was found, before it is shown: what it is, how good it is, and why it is there. */
export type Find = { key: string; rank: Rank; why: string } & (
  | { group: 'license' | 'app'; licenseId: string; app: AppFound | null; request: string | null }
  | { group: 'team'; team: TeamSummary }
  | { group: 'person'; person: PersonSummary }
  | { group: 'agreement'; agreement: AgreementFound }
);

export type AgreementFound = {
  number: string;
  title: string;
  products: string[];
  endsOn: string;
  endingEffectiveAt: Date | null;
  team: string;
  teamName: string;
};

export type SearchItemView = { id: string; title: string; why: string } & (
  | {
      type: 'license';
      kind: 'trial' | 'production';
      licensee: string;
      products: string[];
      state: LicenseState;
      since: string | null;
      until: string | null;
      team: Named;
      app: AppFound | null;
      request: string | null;
    }
  | {
      type: 'team';
      name: string;
      licenses: number;
      locked: number;
      members: number;
      openRequests: number;
    }
  | {
      type: 'person';
      name: string;
      staffRole: StaffRole | null;
      suspended: boolean;
      teams: (Named & { role: TeamRole })[];
    }
  | { type: 'agreement'; team: Named; products: string[]; endsOn: string; endsAt: string | null }
);

export type SearchView = {
  items: SearchItemView[];
  next: null;
  read: SignedText | null;
  hint: string | null;
};

type Rows = ReadonlyMap<string, LicenseRow & { teamName: string }>;

/** Finds as the API gives them. A license that is gone by now is left out. */
export function viewFinds(
  finds: readonly Find[],
  { rows, now }: { rows: Rows; now: Instant },
): SearchItemView[] {
  return finds.flatMap((find): SearchItemView[] => {
    if (find.group === 'team') return [viewTeam(find.team, find.why)];
    if (find.group === 'person') return [viewPerson(find.person, find.why)];
    if (find.group === 'agreement') return [viewAgreement(find.agreement, find.why)];
    const row = rows.get(find.licenseId);
    return row
      ? [{ ...viewLicenseFound(row, now), why: find.why, app: find.app, request: find.request }]
      : [];
  });
}

function viewLicenseFound(row: LicenseRow & { teamName: string }, now: Instant) {
  const { state, since, until } = licenseState(factsOfRow(row, []), now);
  return {
    type: 'license' as const,
    id: row.id,
    title: row.name,
    kind: row.kind,
    licensee: row.licensee,
    products: row.products,
    state,
    since: since === null ? null : new Date(since).toISOString(),
    until: until === null ? null : new Date(until).toISOString(),
    team: { slug: row.team, name: row.teamName },
  };
}

function viewTeam({ slug, name, licenses, locked, members, openRequests }: TeamSummary, why: string) {
  return { type: 'team' as const, id: slug, title: name, why, name, licenses, locked, members, openRequests };
}

function viewPerson({ email, name, staffRole, suspended, teams }: PersonSummary, why: string) {
  return {
    type: 'person' as const,
    id: email,
    title: email,
    why,
    name,
    staffRole,
    suspended,
    teams: teams.map(({ slug, name: team, role }) => ({ slug, name: team, role })),
  };
}

function viewAgreement(found: AgreementFound, why: string) {
  return {
    type: 'agreement' as const,
    id: found.number,
    title: found.title,
    why,
    team: { slug: found.team, name: found.teamName },
    products: found.products,
    endsOn: found.endsOn,
    endsAt: found.endingEffectiveAt?.toISOString() ?? null,
  };
}
