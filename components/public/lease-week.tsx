import type { CSSProperties } from 'react';
import { Legend } from '../ui/legend.tsx';

type Span = { shape: 'leased' | 'grace' | 'stop'; from: number; to: number };
type Check = { at: number; says?: string; isLock?: boolean };
type Device = {
  name: string;
  note: string;
  spans: Span[];
  checks: Check[];
  words?: { at: number; text: string };
};

/** Percent of a week from Monday 00:00 to Friday 24:00: a day is 20. */
const DEVICES: Device[] = [
  {
    name: 'In daily use',
    note: 'one check a day',
    spans: [
      { shape: 'leased', from: 6, to: 26 },
      { shape: 'leased', from: 27.5, to: 47.5 },
      { shape: 'leased', from: 48.5, to: 68.5 },
      { shape: 'leased', from: 69, to: 89 },
      { shape: 'leased', from: 90, to: 100 },
    ],
    checks: [{ at: 6 }, { at: 27.5 }, { at: 48.5 }, { at: 69 }, { at: 90 }],
  },
  {
    name: 'Offline',
    note: 'works through grace',
    spans: [
      { shape: 'leased', from: 6, to: 26 },
      { shape: 'grace', from: 26, to: 86 },
      { shape: 'stop', from: 86, to: 100 },
    ],
    checks: [{ at: 6 }],
    words: { at: 26, text: 'no network, still scanning' },
  },
  {
    name: 'Locked, unlocked',
    note: 'felt at the next check',
    spans: [
      { shape: 'leased', from: 6, to: 26 },
      { shape: 'leased', from: 27.5, to: 47.5 },
      { shape: 'stop', from: 48.5, to: 62 },
      { shape: 'leased', from: 62, to: 82 },
      { shape: 'leased', from: 84, to: 100 },
    ],
    checks: [
      { at: 6 },
      { at: 27.5 },
      { at: 48.5, says: 'lock', isLock: true },
      { at: 62, says: 'lease again' },
      { at: 84 },
    ],
  },
];

const scaled = (from: number, to: number): CSSProperties => ({ '--a': from, '--b': to }) as CSSProperties;

/** Three devices over five days, drawn to scale: a lease of 24 h, a grace of 72 h. */
export function LeaseWeek() {
  return (
    <div
      className="week"
      role="img"
      aria-label="Three devices over five days. Online: a check a day, always leased. Offline: leased, then grace for 72 hours, then locked. Locked by the vendor: the next check is answered with a lock; an unlock is felt within five minutes."
    >
      <p>Three devices under a production license, Monday to Friday.</p>
      <div className="wk axis">
        <div />
        <div className="wl">
          {['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].map((day, index) => (
            <span key={day} className="d" style={scaled(index * 20, 0)}>
              {day}
            </span>
          ))}
        </div>
      </div>
      {DEVICES.map((device) => (
        <div className="wk" key={device.name}>
          <div>
            <b>{device.name}</b>
            <small>{device.note}</small>
          </div>
          <div className="wl">
            {device.spans.map((span) => (
              <i
                key={`${span.shape}${span.from}`}
                className={span.shape}
                style={scaled(span.from, span.to)}
              />
            ))}
            {device.checks.map((check) => (
              <i
                key={check.at}
                className={check.isLock ? 'dot bad' : 'dot'}
                style={scaled(check.at, check.at)}
              />
            ))}
            {device.checks.map((check) =>
              check.says ? (
                <span key={check.at} className="t opt" style={scaled(check.at, check.at)}>
                  {check.says}
                </span>
              ) : null,
            )}
            {device.words ? (
              <span className="t" style={scaled(device.words.at, device.words.at)}>
                {device.words.text}
              </span>
            ) : null}
          </div>
        </div>
      ))}
      <Legend keys={['check', 'leased', 'grace', 'lock']} />
    </div>
  );
}
