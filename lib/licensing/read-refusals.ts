import { sumRefusals } from '#db/queries/check-counts.ts';
import { findLicense, listApps } from '#db/queries/licenses.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import type { RegisteredApp } from '#lib/domain/license.ts';
import type { NearMiss } from '#lib/domain/near-misses.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import type { Reason } from '#lib/domain/reasons/reason.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import { groupRefusals } from '#lib/domain/refusals.ts';
import { donePage } from '#lib/done-page.ts';
import { failed, useCase } from '#lib/use-case.ts';
import type { RefusalCode } from '#sdk/protocol/codes.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { factsOfRow } from './license-view.ts';
import { licenseIdOf, located, locateLicense, teamOf } from './locate-license.ts';
import { registrableApp } from './registrable-app.ts';

export type RefusalView = {
  code: RefusalCode;
  value: string;
  platform: Platform | null;
  count: number;
  since: string;
  lastAt: string;
  expected: string;
  apps: string[];
  fix: string;
  who: Reason['who'];
  nearMiss: NearMiss | null;
  /** What a click on "Register it" sends; null where registering is not the fix, or is done. */
  register: RegisteredApp | null;
  isFixed: boolean;
};

const HOUR_MS = 3_600_000;
const USUAL_SPAN_MS = 30 * DAY_MS;

/**
 * Refused checks in [from, to), the last 30 days when left out, grouped by reason and offending value, with the fix.
 * Answers `not-found`, `invalid-input`.
 */
export const readRefusals = useCase<
  { id: string; from?: string | undefined; to?: string | undefined } & PageAsked,
  Page<RefusalView>,
  'invalid-input'
>({
  action: 'check.read',
  locate: locateLicense,
  run: async ({ tx, teamId, now }, { id, from: since, to: until, ...asked }) => {
    const license = located(await findLicense(tx, teamOf(teamId), licenseIdOf(id)));
    const to = until ? Date.parse(until) : now + 1;
    const from = since ? Date.parse(since) : to - USUAL_SPAN_MS;
    if (from >= to) {
      const detail = '`from` lies before `to`.';
      return failed('invalid-input', detail, [{ pointer: '/from', detail }]);
    }
    const kinds = await sumRefusals(tx, license.id, { from: from - (from % HOUR_MS), to });
    const facts = factsOfRow(license, kinds.length === 0 ? [] : await listApps(tx, [license.id]));
    const groups = groupRefusals(facts, kinds, now).map((group): RefusalView => {
      const { code, platform, value, isFixed } = group;
      const isApp = code === 'app-not-registered' && !isFixed && platform !== null;
      return {
        ...group,
        since: new Date(group.since).toISOString(),
        lastAt: new Date(group.lastAt).toISOString(),
        fix: REASONS[code].fix,
        who: REASONS[code].who,
        register: isApp ? registrableApp(facts, platform, value) : null,
      };
    });
    return donePage(groups, asked);
  },
});
