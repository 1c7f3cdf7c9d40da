import { Lock } from 'lucide-react';
import { formatInstant, formatSince } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { Legend } from '#components/ui/legend.tsx';
import { Section } from '#components/ui/section.tsx';
import type { Lease, License } from '#lib/contract/licenses.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { along } from './along.ts';
import { type Lane, laneOf } from './lane.ts';
import { type LaneScale, laneDays, laneScale, placeOn } from './lane-scale.ts';
import { laneSentence } from './lane-sentence.ts';
import { laneWords, lockWords } from './lane-words.ts';
import { platformName } from './platform-words.ts';

type Props = { license: License; leases: readonly Lease[]; now: Instant };

/** A lock mark past these places has its label on its left: right of it there is no room; on a phone sooner. */
const FLIP_AT = { wide: 76, narrow: 54 };

/** One row for each identifier: what was seen left of now, what happens right of it if no check comes. */
export function LeaseLanes({ license, leases, now }: Props) {
  const rows = leases.map((lease) => ({ lease, times: timesOf(lease) }));
  const locks = rows.flatMap(({ times }) => (times.graceEndsAt === null ? [] : [times.graceEndsAt]));
  const scale = laneScale({
    now,
    endsAt: license.endsAt === null ? null : Date.parse(license.endsAt),
    locks,
  });
  const lanes = rows.map(({ lease, times }) => ({ lease, times, lane: laneOf(times, scale) }));
  return (
    <Section
      title="Leases"
      says={laneSentence({ license, lanes, now })}
      aside={<Legend keys={['leased', 'due', 'grace', 'lock']} />}
    >
      <table className="lanes">
        <thead>
          <tr>
            <th scope="col">Application identifier</th>
            <th scope="col" className="num">
              Leases running
            </th>
            <th scope="col" className="last">
              Last lease
            </th>
            <Axis scale={scale} isTrial={license.kind === 'trial'} />
          </tr>
        </thead>
        <tbody>
          {lanes.map(({ lease, times, lane }) => (
            <tr key={`${lease.platform} ${lease.app}`}>
              <th scope="row">
                <code>{lease.app}</code>
                <span className="plat">{platformName(lease.platform)}</span>
              </th>
              <td className="num">{formatNumber(lease.running)}</td>
              <td className="last">
                {times.lastLeaseAt === null ? (
                  'None yet'
                ) : (
                  <span title={formatInstant(times.lastLeaseAt, { now })}>
                    {formatSince(times.lastLeaseAt, now)}
                  </span>
                )}
              </td>
              <LaneCell lane={lane} scale={scale} says={laneWords(times, lane, now)} />
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Axis({ scale, isTrial }: { scale: LaneScale; isTrial: boolean }) {
  const now = placeOn(scale, scale.now);
  const end = scale.endsAt === null ? null : placeOn(scale, scale.endsAt);
  const days = laneDays(scale);
  const isDense = days.length > 6;
  return (
    <th scope="col" className="axis">
      <span className="vh">Lease, grace and lock in time</span>
      {days.map(({ at, place }, index) =>
        place > 93 || (scale.endsAt !== null && at > scale.endsAt && scale.endsAt > scale.now) ? null : (
          <span
            key={at}
            aria-hidden="true"
            className={isDense && index % 2 === 1 ? 'opt' : undefined}
            style={{ left: `${place}%` }}
          >
            {dayName(at)}
          </span>
        ),
      )}
      {end === null || end - now < 18 ? null : (
        <span aria-hidden="true" className="at-end" style={{ left: `${end}%` }}>
          {isTrial ? 'Trial' : 'License'} ends {dayName(scale.endsAt ?? 0).slice(0, 3)},{' '}
          {clock(scale.endsAt ?? 0)}
        </span>
      )}
      <span aria-hidden="true" className="at-now" style={{ left: `${now}%` }}>
        Now {clock(scale.now)}
      </span>
    </th>
  );
}

function LaneCell({ lane, scale, says }: { lane: Lane; scale: LaneScale; says: string }) {
  const { locksAt, locksSoon } = lane;
  const lockPlace = locksAt === null ? null : placeOn(scale, locksAt);
  const end = scale.endsAt === null ? null : placeOn(scale, scale.endsAt);
  return (
    <td className="lane">
      <span className="vh">{says}</span>
      <span aria-hidden="true">
        {laneDays(scale).map(({ at, place }) => (
          <i key={at} className="g" style={{ left: `${place}%` }} />
        ))}
        {lane.parts.map((part) => (
          <i key={part.kind} className={classOf(part.kind, locksSoon)} style={along(part.a, part.b)} />
        ))}
        {end === null ? null : <i className="over" style={along(end, 100)} />}
        <i className="now" style={{ left: `${placeOn(scale, scale.now)}%` }} />
        {locksAt === null ||
        lockPlace === null ||
        (scale.endsAt !== null && scale.endsAt <= scale.now) ? null : (
          <span className={untilClass(lockPlace, locksSoon)} style={along(lockPlace)}>
            <Lock />
            {lockWords(locksAt, scale.now)}
          </span>
        )}
      </span>
    </td>
  );
}

function classOf(kind: Lane['parts'][number]['kind'], locksSoon: boolean): string {
  if (kind === 'ahead') return 'leased ahead';
  return kind === 'stop' && locksSoon ? 'stop soon' : kind;
}

function untilClass(place: number, locksSoon: boolean): string {
  return [
    'until',
    place > FLIP_AT.wide ? 'flip' : place > FLIP_AT.narrow ? 'flip-narrow' : '',
    locksSoon ? 'soon' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

function timesOf(lease: Lease) {
  const read = (text: string | null) => (text === null ? null : Date.parse(text));
  return {
    lastLeaseAt: read(lease.lastLeaseAt),
    leaseEndsAt: read(lease.leaseEndsAt),
    graceEndsAt: read(lease.graceEndsAt),
  };
}

function dayName(at: Instant): string {
  return new Date(at).toUTCString().slice(0, 7).replace(', 0', ' ').replace(',', '');
}

function clock(at: Instant): string {
  return new Date(at).toISOString().slice(11, 16);
}
