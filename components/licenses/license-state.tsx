import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant, formatRelative } from '#components/ui/format-instant.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { State } from '#components/ui/state.tsx';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { TeamRole } from '#lib/domain/policy.ts';
import type { RequestType } from '#lib/domain/requests.ts';
import { ExtendTrial } from './extend-trial.tsx';
import { greyedFor } from './greyed-for.ts';
import { licenseAnswer } from './license-answer.ts';
import { TrialRuler } from './trial-ruler.tsx';

type Props = {
  license: License;
  leases: readonly Lease[];
  team: string;
  role: TeamRole | null;
  vendor: { name: string; supportUrl: string };
  now: Instant;
};

/** State, a sentence with the moment, the reason, the action: what a license's page is opened for. */
export function LicenseStateAnswer({ license, leases, team, role, vendor, now }: Props) {
  const answer = licenseAnswer(license, now);
  const asked = askedOf(license);
  const isUnused = leases.every((lease) => lease.lastLeaseAt === null);
  const works = license.state === 'active' || license.state === 'expiring' || license.state === 'scheduled';
  return (
    <section className="answer" aria-label="State">
      <div aria-live="polite">
        <State of={license.state} />
        <p className="big">{answer.headline}</p>
        <p>
          {answer.at === null ? null : (
            <WhenItCounts at={answer.at} isNamed={license.state !== 'active'} now={now} />
          )}
          {answer.says} {license.state === 'active' && isUnused ? 'No check has been made yet.' : answer.next}
        </p>
        {license.state === 'locked' ? (
          <WhyLocked license={license} leases={leases} vendor={vendor} now={now} />
        ) : null}
        <div className="actions">
          {works && isUnused ? (
            <LinkButton href={`/${team}/licenses/${license.id}/first-check`} look="primary">
              Make the first check
            </LinkButton>
          ) : null}
          {answer.asksVendor ? (
            <LinkButton
              look={works && isUnused ? 'outline' : 'primary'}
              href={`/${team}/requests/new?type=${asked.type}&license=${license.id}`}
            >
              {asked.words}
            </LinkButton>
          ) : null}
          {license.kind === 'trial' && (license.state === 'expiring' || license.state === 'expired') ? (
            <ExtendTrial license={license} team={team} greyed={greyedFor('trial.extend', role)} />
          ) : null}
        </div>
      </div>
      <TrialRuler license={license} now={now} />
    </section>
  );
}

function askedOf({ state, kind }: License): { type: RequestType; words: string } {
  if (state === 'locked') return { type: 'unlock', words: 'Ask for an unlock' };
  return kind === 'trial' && state !== 'revoked'
    ? { type: 'production', words: 'Ask for production' }
    : { type: 'other', words: 'Write to sales' };
}

/** The reason in the vendor's words, and what devices in the field do until an unlock. */
function WhyLocked({ license, leases, vendor, now }: Omit<Props, 'team' | 'role'>) {
  const leaseEnds = Math.max(
    0,
    ...leases.map((lease) => (lease.leaseEndsAt === null ? 0 : Date.parse(lease.leaseEndsAt))),
  );
  const graceEnds = Math.max(
    0,
    ...leases.map((lease) => (lease.graceEndsAt === null ? 0 : Date.parse(lease.graceEndsAt))),
  );
  return (
    <div className="why-locked">
      <p>
        <b>{vendor.name} says:</b> {license.stateReason ?? 'No reason was given.'}
      </p>
      <p className="muted">
        {leaseEnds > now
          ? `Leases from before run until ${formatInstant(leaseEnds, { now })} at the latest; devices that cannot ask, until ${formatInstant(graceEnds, { now })}. `
          : graceEnds > now
            ? `Devices that cannot ask go on until ${formatInstant(graceEnds, { now })} at the latest. `
            : ''}
        An unlock is felt within {formatDuration(license.retrySeconds)}.
      </p>
      <p className="muted">
        {license.stateSince === null ? '' : `Locked since ${formatInstant(license.stateSince, { now })}. `}
        {license.stateUntil === null
          ? ''
          : `The lock ends by itself ${formatInstant(license.stateUntil, { now })}, unless two people of ${vendor.name} renew it or a notice is served. `}
        What to do: put right what the reason names, then ask for an unlock.
      </p>
    </div>
  );
}

/** The exact instant; beside it how far off it is, where the headline does not say that. */
function WhenItCounts({ at, isNamed, now }: { at: string; isNamed: boolean; now: Instant }) {
  const exact = formatInstant(at, { now });
  return isNamed ? (
    <b>{exact}. </b>
  ) : (
    <>
      <b>{exact}</b>, {formatRelative(at, now)}.{' '}
    </>
  );
}
