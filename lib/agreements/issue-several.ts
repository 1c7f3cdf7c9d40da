import { findAgreement } from '#db/queries/agreements.ts';
import type { LicenseView } from '#lib/licensing/license-view.ts';
import { teamOf } from '#lib/licensing/locate-license.ts';
import { done, failed, type InputError, useCase } from '#lib/use-case.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import {
  type AskedLicense,
  type Ground,
  groundOf,
  issueLicense,
  mayIssue,
  type PlannedLicense,
  planLicense,
  tooManyApps,
} from './issue-licenses.ts';
import { agreementSubject, locateAgreement, locatedAgreement, takeAgreement } from './locate-agreement.ts';

export type SeveralInput = { number: string; rows: readonly AskedLicense[] };

export type RowVerdict = {
  index: number;
  name: string;
  ok: boolean;
  errors: InputError[];
  products: string[];
  platforms: Platform[];
  apps: { platform: Platform; value: string; environment?: string }[];
};

export type Verdict = { ok: boolean; rows: RowVerdict[]; apps: number; appLimit: number };

/** A verdict on each of several licenses, before any is issued. Answers `not-found`, `forbidden`, `conflict`. */
export const previewLicenses = useCase<SeveralInput, Verdict, 'conflict'>({
  action: 'agreement.preview',
  locate: locateAgreement,
  run: async ({ tx, teamId, now }, { number, rows }) => {
    const agreement = locatedAgreement(await findAgreement(tx, teamOf(teamId), number));
    const refusal = mayIssue(agreement, now);
    if (refusal) return failed('conflict', refusal);
    const ground = await groundOf(tx, agreement);
    const planned = planAll(rows, ground);
    const more = planned.reduce((sum, { apps }) => sum + apps.length, 0);
    const verdicts = planned.map(viewVerdict);
    return done({
      ok: verdicts.every(({ ok }) => ok) && tooManyApps(ground, more) === null,
      rows: verdicts,
      apps: ground.apps + more,
      appLimit: agreement.appLimit,
    });
  },
});

/**
 * Issues several licenses under an agreement, all of them or none. Answers `not-found`, `forbidden`, `invalid-input` (each
 * error points into its row), `too-many-apps`, `conflict`, `stale-version` (of the agreement).
 */
export const issueSeveral = useCase<
  SeveralInput,
  { items: LicenseView[] },
  'invalid-input' | 'too-many-apps' | 'conflict' | 'stale-version'
>({
  action: 'license.issue',
  locate: locateAgreement,
  run: async (act, { number, rows }) => {
    const taken = await takeAgreement(act, number);
    if (!taken.ok) return taken;
    const { row } = taken;
    const refusal = mayIssue(row, act.now);
    if (refusal) return failed('conflict', refusal);
    const ground = await groundOf(act.tx, row);
    const planned = planAll(rows, ground);
    const errors = planned.flatMap((one) => one.errors);
    if (errors[0]) return failed('invalid-input', errors[0].detail, errors);
    const tooMany = tooManyApps(
      ground,
      planned.reduce((sum, { apps }) => sum + apps.length, 0),
    );
    if (tooMany) return failed('too-many-apps', tooMany);
    const items: LicenseView[] = [];
    for (const one of planned) items.push(await issueLicense(act, ground, one));
    return done(
      { items },
      { subject: agreementSubject(row), after: { licenses: items.map(({ id }) => id) } },
    );
  },
});

/** Rows of one name are most likely one license that was cut in two: they are refused. */
function planAll(rows: readonly AskedLicense[], ground: Ground): PlannedLicense[] {
  const first = new Map<string, number>();
  return rows.map((row, index) => {
    const planned = planLicense(row, ground, `/rows/${index}`);
    const twin = first.get(row.name);
    first.set(row.name, twin ?? index);
    if (twin === undefined) return planned;
    const detail = `Row ${twin + 1} has this name too. Give each license a name of its own.`;
    return { ...planned, errors: [{ pointer: `/rows/${index}/name`, detail }, ...planned.errors] };
  });
}

function viewVerdict({ name, errors, products, platforms, apps }: PlannedLicense, index: number): RowVerdict {
  return {
    index,
    name,
    ok: errors.length === 0,
    errors,
    products,
    platforms,
    apps: apps.map(({ platform, value, environment }) =>
      environment === null ? { platform, value } : { platform, value, environment },
    ),
  };
}
