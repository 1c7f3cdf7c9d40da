'use client';

import './first-check.css';
import { ArrowRight, Check } from 'lucide-react';
import Link from 'next/link';
import { Fragment, type ReactNode, useState } from 'react';
import { useLiveChecks } from '#components/checks/use-live-checks.ts';
import { useLiveRefusals } from '#components/checks/use-live-refusals.ts';
import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import { Id } from '#components/ui/id.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import { exampleCheck } from './check-command.ts';
import { CheckCommandBlock } from './check-command-block.tsx';
import { FirstCheckPanel } from './first-check-panel.tsx';
import { firstCheck } from './first-check-state.ts';
import { greyedFor } from './greyed-for.ts';
import { LicenseKey } from './license-key.tsx';
import type { MaskedKey } from './masked-key.ts';
import { PLATFORM_WORDS } from './platform-words.ts';
import { useLiveLeases, useLiveLicense } from './use-live-license.ts';

const WAITING_MS = 1_500;

type Props = {
  license: License;
  leases: readonly Lease[];
  catalogue: readonly Product[];
  masked: MaskedKey | null;
  team: { slug: string; role: TeamRole | null };
  appUrl: string;
  drawnAt: number;
};

/** Copy the key, ask once, see it arrive. The last step of the way from sign-up to a first lease. */
export function FirstCheck({
  license: initial,
  leases: initialLeases,
  catalogue,
  masked,
  team,
  appUrl,
  drawnAt,
}: Props) {
  const now = useNow(drawnAt);
  const [isCopied, setIsCopied] = useState(false);
  const { license, isLive } = useLiveLicense(initial);
  const leases = useLiveLeases(license.id, initialLeases, WAITING_MS);
  const asked = { id: license.id, from: license.createdAt };
  const refusals = useLiveRefusals(asked, undefined, 2 * WAITING_MS);
  const byPlatform = useLiveChecks({ ...asked, by: 'platform' }, undefined, 2 * WAITING_MS).rows;
  const heard = firstCheck({ leases, refusals, byPlatform });
  const check = exampleCheck(license, catalogue);
  const isLeased = heard.kind === 'leased';
  const page = `/${team.slug}/licenses/${license.id}`;
  return (
    <>
      <div className="title">
        <h1>{titleOf(license, isLeased)}</h1>
        <span className="meta">
          <Id value={license.id} label="License ID" />
        </span>
      </div>
      <p className="muted" style={{ paddingTop: 4, overflowWrap: 'anywhere' }}>
        {license.products.join(', ')} for {namesOf(license)}.
        {license.endsAt === null
          ? ''
          : ` Ends ${formatRelative(license.endsAt, now)}, ${formatInstant(license.endsAt, { now })}.`}
      </p>
      <div className="two">
        <ol className="do">
          <Step number={1} isDone={isCopied} title={isCopied ? 'License key copied' : 'Copy the license key'}>
            <p>It goes into your app as one string and never changes.</p>
            <LicenseKey
              license={license}
              masked={masked}
              greyed={greyedFor('license.read-key', team.role)}
              onCopied={() => setIsCopied(true)}
            />
          </Step>
          <Step
            number={2}
            isDone={isLeased}
            title={isLeased ? 'Asked, and answered with a lease' : 'Ask once from a terminal'}
          >
            <p>The same request your app will send. Nothing else is ever sent.</p>
            {check === null ? (
              <p>Register an identifier first: without one every check is refused.</p>
            ) : (
              <CheckCommandBlock check={check} appUrl={appUrl} isPrimary={!isLeased} />
            )}
          </Step>
          <Step number={3} isDone={false} title="Put the key into the app">
            <p>
              Lines of code for{' '}
              {license.platforms.map((platform, index) => (
                <Fragment key={platform}>
                  {index === 0 ? '' : index === license.platforms.length - 1 ? ' and ' : ', '}
                  <Link href={`${page}/key#${platform}`}>{PLATFORM_WORDS[platform].name}</Link>
                </Fragment>
              ))}
              , the {license.platforms.length === 1 ? 'platform' : 'platforms'} of this{' '}
              {license.kind === 'trial' ? 'trial' : 'license'}.
            </p>
            <LinkButton href={page} look={isLeased ? 'primary' : 'outline'}>
              Open the license
              <ArrowRight aria-hidden="true" />
            </LinkButton>
          </Step>
        </ol>
        <FirstCheckPanel
          license={license}
          team={team.slug}
          heard={heard}
          since={drawnAt}
          now={now}
          isLive={isLive}
          keyLength={masked?.length ?? null}
          appUrl={appUrl}
        />
      </div>
    </>
  );
}

type StepProps = { number: number; isDone: boolean; title: string; children: ReactNode };

function Step({ number, isDone, title, children }: StepProps) {
  return (
    <li>
      <span className={isDone ? 'no done' : 'no'}>{isDone ? <Check aria-label="Done" /> : number}</span>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}

function titleOf(license: License, isLeased: boolean): string {
  if (isLeased)
    return license.kind === 'trial'
      ? 'Your trial is running and answered'
      : 'Your license is running and answered';
  return license.kind === 'trial'
    ? 'Your trial is running. Make one check.'
    : 'Your license is running. Make one check.';
}

function namesOf({ apps }: License): string {
  const [first, second, ...others] = apps.map((app) => app.value);
  if (first === undefined) return 'no identifier yet';
  if (second === undefined) return first;
  return others.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${others.length} more`;
}
