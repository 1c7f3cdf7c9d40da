'use client';

import '#components/licenses/license.css';
import '../search/search.css';
import './staff-license.css';
import { CircleCheck, CircleSlash } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConvertTrial } from '#components/agreements/convert-trial.tsx';
import { LicenseFacts } from '#components/licenses/license-facts.tsx';
import { LicenseHead } from '#components/licenses/license-head.tsx';
import { useLiveLeases, useLiveLicense } from '#components/licenses/use-live-license.ts';
import { Crumbs } from '#components/ui/crumbs.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { State } from '#components/ui/state.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { useNow } from '#components/ui/use-now.ts';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import { POLICY, type StaffRole } from '#lib/domain/policy.ts';
import { staffAnswer } from './staff-answer.ts';
import { UnlockForm } from './unlock-form.tsx';
import { useStaffLicense } from './use-staff-license.ts';

type Props = {
  license: License;
  leases: readonly Lease[];
  catalogue: readonly Product[];
  role: StaffRole;
  drawnAt: number;
  children: ReactNode;
};

/** A license as staff see it: why it is as it is, what the customer reads, who can fix it, and the unlock in place. */
export function StaffLicenseFrame({
  license: initial,
  leases: drawn,
  catalogue,
  role,
  drawnAt,
  children,
}: Props) {
  const now = useNow(drawnAt);
  const path = usePathname();
  const note = useRef<HTMLTextAreaElement>(null);
  const { license, isLive } = useLiveLicense(initial);
  const leases = useLiveLeases(license.id, drawn);
  const { lock, lockedChecks } = useStaffLicense(license.id);
  const answer = staffAnswer({ license, leases, lock, lockedChecks, role, now });
  const page = `/staff/licenses/${license.id}`;
  useUnlockKey(() => note.current?.focus());
  const tabs = [
    { href: page, name: 'Overview' },
    { href: `${page}/timeline`, name: 'Timeline' },
    { href: `${page}/notes`, name: 'Notes' },
    { href: `${page}/identifiers`, name: 'Identifiers', count: license.apps.length },
    { href: `${page}/checks`, name: 'Checks' },
    { href: `${page}/key`, name: 'Key' },
  ];
  return (
    <>
      <Crumbs
        trail={[{ href: '/staff/licenses', name: 'Licenses' }]}
        here={license.id}
        end={
          isLive ? (
            <span className="row">
              <CircleCheck aria-hidden="true" />
              Live
            </span>
          ) : (
            <span className="row s-expiring">
              <CircleSlash aria-hidden="true" />
              Not updating, connecting again
            </span>
          )
        }
      />
      <LicenseHead license={license} renameGreyed={POLICY['license.rename'].says} />
      <p className="related">
        Team <Link href={`/staff/teams/${license.team}`}>{license.team}</Link>
        {license.agreement === null ? (
          ', no agreement'
        ) : (
          <>
            , agreement{' '}
            <Link href={`/staff/agreements/${encodeURIComponent(license.agreement)}`}>
              {license.agreement}
            </Link>
          </>
        )}
      </p>
      <section className="staff-why" aria-label="State">
        <div aria-live="polite">
          <State of={license.state} />
          <p className="big">{answer.headline}</p>
          <p>{answer.says}</p>
        </div>
        <dl className="said">
          <dt>Customer reads</dt>
          <dd>{answer.customerReads}</dd>
          {answer.internalNote === null ? null : (
            <>
              <dt>Internal note</dt>
              <dd>{answer.internalNote}</dd>
            </>
          )}
          <dt>Who can fix it</dt>
          <dd>
            {answer.whoCanFix.isYou ? <b>You. </b> : null}
            {answer.whoCanFix.says}
          </dd>
        </dl>
        {license.state === 'locked' ? (
          <UnlockForm license={license} role={role} now={now} noteRef={note} />
        ) : null}
        <div className="actions">
          {license.kind === 'trial' && license.state !== 'revoked' ? (
            <ConvertTrial trial={license} role={role} />
          ) : null}
          <LinkButton href={`${page}/lock`}>{lockWords(license)}</LinkButton>
          <LinkButton href={`/staff/explain?license=${license.id}`}>Explain a check</LinkButton>
        </div>
      </section>
      <LicenseFacts
        license={license}
        leases={leases}
        catalogue={catalogue}
        masked={null}
        keyGreyed={POLICY['license.read-key'].says}
        now={now}
      />
      <Tabs label="License" tabs={tabs} current={path} />
      {children}
    </>
  );
}

/** The way to the page that locks, by what there is to do there. */
function lockWords({ state, kind }: License): string {
  if (state === 'locked') return kind === 'production' ? 'Renew the lock' : 'See what the lock stops';
  return kind === 'production' ? 'Ask for a lock' : 'Lock the trial';
}

/** U goes to the note of the unlock, outside of fields. */
function useUnlockKey(go: () => void) {
  const latest = useRef(go);
  useEffect(() => {
    latest.current = go;
  });
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const isField =
        event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key !== 'u' || event.ctrlKey || event.metaKey || event.altKey || isField) return;
      if (localStorage.getItem('single-keys') === 'off') return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}
