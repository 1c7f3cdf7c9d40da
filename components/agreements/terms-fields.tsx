'use client';

import '#components/licenses/trial-form.css';
import { PlatformOptions } from '#components/licenses/platform-options.tsx';
import { ProductOptions } from '#components/licenses/product-options.tsx';
import { availablePlatforms } from '#components/licenses/trial-draft.ts';
import { formatDuration } from '#components/ui/format-duration.ts';
import { Hint } from '#components/ui/hint.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Product } from '#lib/contract/products.ts';
import { MAX_AGREEMENT_APPS, USUAL_AGREEMENT_APPS } from '#lib/domain/agreement-terms.ts';
import { DayField } from './day-field.tsx';
import type { VendorTime } from './say-moment.ts';
import type { TermName } from './term-words.ts';
import type { TermsDraft, TermsReading } from './terms-draft.ts';

type Props = {
  draft: TermsDraft;
  reading: TermsReading;
  /** What the server refused, by field. */
  refused: Readonly<Record<string, string>>;
  /** Sending was tried: what is missing is said too. */
  isTried: boolean;
  catalogue: readonly Product[];
  time: VendorTime;
  onChange: (change: Partial<TermsDraft>) => void;
};

/** Said as typed; the others are wrong only once sending was tried, for an empty form is no mistake. */
const AS_TYPED: readonly TermName[] = [
  'appLimit',
  'noticeDays',
  'endsOn',
  'leaseSeconds',
  'graceSeconds',
  'retrySeconds',
  'versionCap',
];

/** The terms of an agreement, each with what holds when it is left empty. */
export function TermsFields({ draft, reading, refused, isTried, catalogue, time, onChange }: Props) {
  const errorOf = (name: TermName) =>
    refused[`/${name}`] ??
    (isTried || (AS_TYPED.includes(name) && draft[name] !== '') ? reading.errors[name] : null);
  const set = (name: TermName) => (value: string) => onChange({ [name]: value });
  const { leaseSeconds, graceSeconds, retrySeconds } = reading.defaults;
  const of = draft.products.length === 0 ? 'of the catalogue' : 'of its products';
  const shown = catalogue.filter(
    ({ retiredAt, name }) => retiredAt === null || draft.products.includes(name),
  );
  return (
    <>
      <fieldset>
        <legend>Products</legend>
        <p className="lead">Licenses under it cover these, or a part of them.</p>
        <ProductOptions
          catalogue={shown}
          chosen={draft.products}
          useOf={{}}
          describedBy="terms-products"
          onToggle={(one) => onChange({ products: toggled(draft.products, one) })}
        />
        <FieldProblem id="terms-products" says={errorOf('products')} />
      </fieldset>
      <fieldset>
        <legend>Platforms</legend>
        <p className="lead">Those on which a license may be used.</p>
        <PlatformOptions
          available={availablePlatforms(draft.products, catalogue)}
          chosen={draft.platforms}
          describedBy="terms-platforms"
          onToggle={(one) => onChange({ platforms: toggled(draft.platforms, one) })}
        />
        <FieldProblem id="terms-platforms" says={errorOf('platforms')} />
      </fieldset>
      <fieldset>
        <legend>Term and notice</legend>
        <p className="lead">Days are those of {time.zone}; the exact instants are shown.</p>
        <div className="form terms-grid">
          <DayField
            label="First day"
            name="startsOn"
            value={draft.startsOn}
            onValue={set('startsOn')}
            counts="from-its-beginning"
            error={errorOf('startsOn')}
            time={time}
          />
          <DayField
            label="Last day"
            name="endsOn"
            value={draft.endsOn}
            onValue={set('endsOn')}
            counts="to-its-end"
            min={draft.startsOn}
            error={errorOf('endsOn')}
            time={time}
          />
          <TextField
            label="Notice, in days"
            name="noticeDays"
            inputMode="numeric"
            autoComplete="off"
            value={draft.noticeDays}
            onValue={set('noticeDays')}
            error={errorOf('noticeDays')}
            hint="1 to 365. Nothing ends before so many days of served notice have run out."
          />
          <TextField
            label="Notice address"
            name="noticeAddress"
            type="email"
            autoComplete="off"
            value={draft.noticeAddress}
            onValue={set('noticeAddress')}
            error={errorOf('noticeAddress')}
            hint="Left empty, notices go to owners and admins. One given here is told too, and its acceptance serves a notice."
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Leases</legend>
        <p className="lead">
          For so long a device works without asking, then so much longer if it cannot ask. Both together are
          at most the notice, so that no lease crosses an end.
        </p>
        <div className="form terms-grid">
          <TextField
            label="Lease"
            name="leaseSeconds"
            autoComplete="off"
            value={draft.leaseSeconds}
            onValue={set('leaseSeconds')}
            error={errorOf('leaseSeconds')}
            hint={`Left empty: ${formatDuration(leaseSeconds)}, the shortest ${of}.`}
          />
          <TextField
            label="Grace"
            name="graceSeconds"
            autoComplete="off"
            value={draft.graceSeconds}
            onValue={set('graceSeconds')}
            error={errorOf('graceSeconds')}
            hint={`Left empty: ${formatDuration(graceSeconds)}, the shortest ${of}, within the notice.`}
          />
          <TextField
            label="Retry when locked"
            name="retrySeconds"
            autoComplete="off"
            value={draft.retrySeconds}
            onValue={set('retrySeconds')}
            error={errorOf('retrySeconds')}
            hint={`Left empty: ${formatDuration(retrySeconds)}. An unlock is felt within it.`}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Limits and rights</legend>
        <div className="form terms-grid">
          <TextField
            label="Application identifiers"
            name="appLimit"
            inputMode="numeric"
            autoComplete="off"
            value={draft.appLimit}
            onValue={set('appLimit')}
            error={errorOf('appLimit')}
            hint={`Left empty: ${USUAL_AGREEMENT_APPS}. At most ${MAX_AGREEMENT_APPS.toLocaleString('en')}, on all its licenses together.`}
          />
          <TextField
            label="Versions up to"
            name="versionCap"
            autoComplete="off"
            value={draft.versionCap}
            onValue={set('versionCap')}
            error={errorOf('versionCap')}
            hint="Left empty: every version. 7 covers every 7.x; 7.8 covers every 7.8.x and what is before."
          />
        </div>
        <div className="checks-line">
          <label className="row">
            <input type="checkbox" checked={draft.proxy} onChange={() => onChange({ proxy: !draft.proxy })} />
            Proxy allowed: devices may ask through the customer’s own server
          </label>
          <label className="row">
            <input
              type="checkbox"
              checked={draft.offline}
              onChange={() => onChange({ offline: !draft.offline })}
            />
            Offline lease files allowed: for devices that never reach the network
          </label>
        </div>
      </fieldset>
      <fieldset>
        <legend>Title</legend>
        <TextField
          label={<span className="vh">Title</span>}
          name="title"
          maxLength={120}
          autoComplete="off"
          value={draft.title}
          onValue={set('title')}
          error={errorOf('title')}
          hint="What both sides call it. Left empty, the names of its products."
        />
      </fieldset>
    </>
  );
}

function FieldProblem({ id, says }: { id: string; says: string | null | undefined }) {
  return <div id={id}>{says ? <Hint tone="bad">{says}</Hint> : null}</div>;
}

function toggled<T>(all: readonly T[], one: T): T[] {
  return all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
}
