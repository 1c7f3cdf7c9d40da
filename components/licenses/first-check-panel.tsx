'use client';

import { formatInstant } from '#components/ui/format-instant.ts';
import { State } from '#components/ui/state.tsx';
import type { License } from '#lib/contract/licenses.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { along } from './along.ts';
import type { FirstCheck } from './first-check-state.ts';
import { FirstLease } from './first-lease.tsx';
import { FirstRefusals } from './first-refusals.tsx';
import { IfNothingArrives } from './if-nothing-arrives.tsx';

type Props = {
  license: License;
  team: string;
  heard: FirstCheck;
  since: Instant;
  now: Instant;
  isLive: boolean;
  keyLength: number | null;
  appUrl: string;
};

/** Listens, and turns by itself when a check arrives: the same place, the same size. */
export function FirstCheckPanel({ license, team, heard, since, now, isLive, keyLength, appUrl }: Props) {
  const tone = heard.kind === 'leased' ? 'live on' : heard.kind === 'waiting' ? 'live' : 'live no';
  return (
    <section className={tone} aria-label="First check">
      <div className="top" aria-live="polite">
        {heard.kind === 'waiting' ? (
          <>
            <span className="wait">
              <i className="pulse" aria-hidden="true" />
              {isLive ? 'Listening' : 'Connecting again'}
            </span>
            <h2 className="big">Waiting for your first check</h2>
            <p className="muted">Since {clock(since)} UTC. This page notices by itself.</p>
          </>
        ) : null}
        {heard.kind === 'leased' ? (
          <>
            <State of="active" word="Leased" />
            <h2 className="big">First check received</h2>
            <p className="muted">
              At{' '}
              {isToday(heard.at, now)
                ? `${clock(heard.at)} UTC`
                : formatInstant(heard.at, { now, seconds: true })}
              {afterTrial(heard.at, license)}.
            </p>
          </>
        ) : null}
        {heard.kind === 'refused' ? (
          <>
            <State of="refused" />
            <h2 className="big">A check arrived and was refused</h2>
            <p className="muted">The way works. Still listening for one that is covered.</p>
          </>
        ) : null}
        {heard.kind === 'locked' ? (
          <>
            <State of="locked" />
            <h2 className="big">A check arrived and was answered with a lock</h2>
            <p className="muted">The license itself does not work now: its page says why.</p>
          </>
        ) : null}
      </div>
      {heard.kind === 'leased' ? <FirstLease {...heard} now={now} /> : null}
      {heard.kind === 'waiting' ? <NoLeaseYet /> : null}
      {heard.kind === 'refused' ? (
        <FirstRefusals license={license} team={team} refusals={heard.refusals} />
      ) : null}
      {heard.kind === 'waiting' ? <IfNothingArrives appUrl={appUrl} keyLength={keyLength} /> : null}
    </section>
  );
}

function NoLeaseYet() {
  return (
    <div className="body" aria-hidden="true">
      <div className="lane1">
        <i className="base" style={along(0, 100)} />
        <i className="now" style={along(14)} />
        <span className="up n" style={along(14)}>
          Now
        </span>
        <span className="down" style={along(14)}>
          No lease yet
        </span>
      </div>
    </div>
  );
}

function clock(at: Instant): string {
  return new Date(at).toISOString().slice(11, 19);
}

function isToday(at: Instant, now: Instant): boolean {
  return Math.floor(at / DAY_MS) === Math.floor(now / DAY_MS);
}

/** ", 33 seconds after the trial" while that is worth saying. */
function afterTrial(at: Instant, license: License): string {
  const seconds = Math.round((at - Date.parse(license.createdAt)) / 1000);
  if (license.kind !== 'trial' || seconds < 1 || seconds > 3600) return '';
  return seconds < 120
    ? `, ${seconds} ${seconds === 1 ? 'second' : 'seconds'} after the trial`
    : `, ${Math.round(seconds / 60)} minutes after the trial`;
}
