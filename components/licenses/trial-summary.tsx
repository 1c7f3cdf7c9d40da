import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatDuration } from '#components/ui/format-duration.ts';
import { formatInstant } from '#components/ui/format-instant.ts';
import type { Product } from '#lib/contract/products.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { MAX_RUNNING_TRIALS, TRIAL_DAYS } from '#lib/domain/trials.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';
import { LeaseThenGrace } from './lease-then-grace.tsx';
import { PLATFORM_WORDS } from './platform-words.ts';
import { draftApps, readDraftApp, type TrialDraft } from './trial-draft.ts';
import type { TrialUse } from './trial-use.ts';

type Props = {
  draft: TrialDraft;
  teamName: string;
  catalogue: readonly Product[];
  useOf: Readonly<Record<string, TrialUse>>;
  now: Instant;
  /** The primary action and what stands in its way. */
  children: ReactNode;
};

/** What will be created, as far as it has been filled in: follows the form. */
export function TrialSummary({ draft, teamName, catalogue, useOf, now, children }: Props) {
  const chosen = catalogue.filter((product) => draft.products.includes(product.name));
  const platforms = PLATFORMS.filter((platform) => draft.platforms.includes(platform));
  const basis = chosen.length > 0 ? chosen : catalogue;
  const leaseSeconds = Math.min(...basis.map((product) => product.trialLeaseSeconds));
  const graceSeconds = Math.min(...basis.map((product) => product.trialGraceSeconds));
  return (
    <aside className="sum" aria-label="Summary">
      <div className="in">
        <h2>
          {draft.products.length === 0 ? 'Trial' : `${draft.products.join(', ')} trial`} for {teamName}
        </h2>
        <p className="muted">Now to {formatInstant(now + TRIAL_DAYS * DAY_MS, { now })}</p>
      </div>
      <div className="in">
        <dl>
          <dt>Platforms</dt>
          <dd>
            {platforms.length === 0 ? (
              <span className="muted">None chosen yet</span>
            ) : (
              platforms.map((one) => PLATFORM_WORDS[one].name).join(', ')
            )}
          </dd>
          {platforms.map((platform) => (
            <PlatformLine
              key={platform}
              name={PLATFORM_WORDS[platform].name}
              lines={linesOf(draft, platform)}
            />
          ))}
          <dt>Trials</dt>
          <dd>
            {chosen.length === 0 ? (
              <span className="muted">Up to {MAX_RUNNING_TRIALS} of each product</span>
            ) : null}
            {chosen.map(({ name }) => (
              <span key={name} style={{ display: 'block' }}>
                {(useOf[name]?.running ?? 0) + 1} of {MAX_RUNNING_TRIALS} for {name}
              </span>
            ))}
          </dd>
        </dl>
      </div>
      <div className="in">
        <h3>What a device gets</h3>
        {Number.isFinite(leaseSeconds) ? (
          <LeaseThenGrace
            leaseSeconds={leaseSeconds}
            graceSeconds={graceSeconds}
            says={`then ${formatDuration(graceSeconds)} grace, if it cannot ask`}
          />
        ) : null}
      </div>
      <div className="in">{children}</div>
    </aside>
  );
}

type Lines = { values: string[]; toFix: number };

function linesOf(draft: TrialDraft, platform: (typeof PLATFORMS)[number]): Lines {
  const values: string[] = [];
  let toFix = 0;
  for (const app of draftApps(draft, platform)) {
    const reading = readDraftApp(draft, app);
    if (reading.kind === 'fine') values.push(reading.value);
    if (reading.kind === 'issued') values.push('APP-…, issued');
    if (reading.kind === 'wrong' && app.isSettled) toFix += 1;
  }
  return { values, toFix };
}

function PlatformLine({ name, lines: { values, toFix } }: { name: string; lines: Lines }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {values.map((value) => (
          <code key={value}>{value}</code>
        ))}
        {toFix > 0 ? (
          <span className="state s-locked">
            <TriangleAlert aria-hidden="true" />
            {toFix} to fix
          </span>
        ) : null}
        {values.length === 0 && toFix === 0 ? <span className="muted">Not typed yet</span> : null}
      </dd>
    </>
  );
}
