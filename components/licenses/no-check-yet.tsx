'use client';

import './first-check.css';
import { useRef } from 'react';
import { LinkButton } from '#components/ui/link-button.tsx';
import { State } from '#components/ui/state.tsx';
import { Time } from '#components/ui/time.tsx';
import type { License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { IfNothingArrives } from './if-nothing-arrives.tsx';
import { isCheckMissing } from './is-check-missing.ts';

type Props = {
  license: License;
  team: string;
  hasChecks: boolean;
  keyLength: number | null;
  appUrl: string;
  now: Instant;
};

/**
 * The key was copied an hour ago and no check has come: what to look at. Turns green by itself at the first check, in
 * the same place; a page that is opened later says nothing of it.
 */
export function NoCheckYet({ license, team, hasChecks, keyLength, appUrl, now }: Props) {
  const wasMissing = useRef(false);
  const isMissing = isCheckMissing(license, hasChecks, now);
  if (isMissing) wasMissing.current = true;
  if (!isMissing && !(wasMissing.current && hasChecks)) return null;
  return (
    <section className={isMissing ? 'live no' : 'live on'} aria-label="First check" style={{ marginTop: 28 }}>
      <div className="top" aria-live="polite">
        {isMissing && license.keyCopiedAt !== null ? (
          <>
            <State of="expiring" word="No check yet" />
            <h2 className="big">No check has arrived</h2>
            <p className="muted">
              The key was copied <Time at={license.keyCopiedAt} />, and nothing has asked since. This page
              notices the first check by itself.
            </p>
          </>
        ) : (
          <>
            <State of="active" word="Heard" />
            <h2 className="big">The first check has arrived</h2>
            <p className="muted">The way from a device to the server works.</p>
          </>
        )}
        <div className="actions">
          <LinkButton href={`/${team}/licenses/${license.id}/first-check`}>Make a check</LinkButton>
          <LinkButton href={`/${team}/explain?license=${license.id}`}>Explain a check</LinkButton>
        </div>
      </div>
      {isMissing ? <IfNothingArrives appUrl={appUrl} keyLength={keyLength} /> : null}
    </section>
  );
}
