import './agreement.css';
import { Section } from '#components/ui/section.tsx';
import type { Agreement } from '#lib/contract/agreements.ts';
import { agreementCourse, type CourseLabel, hours, type PreviewedEnding } from './agreement-course.ts';
import { courseSentence } from './course-sentence.ts';
import type { VendorTime } from './say-moment.ts';

type Props = { agreement: Agreement; preview?: PreviewedEnding | null; time: VendorTime };

/** The agreement in time: a table whose last column is the axis. */
export function AgreementTimeline({ agreement, preview = null, time }: Props) {
  const { rows, ticks, now, wedge } = agreementCourse(agreement, { preview, ...time });
  const clock = new Date(time.now).toISOString().slice(11, 16);
  const lines = (
    <>
      {ticks.map(({ place }) => (
        <i key={place} className="g" style={{ left: `${place}%` }} />
      ))}
      <i className="now" style={{ left: `${now}%` }} />
    </>
  );
  return (
    <Section
      title="Timeline"
      says={courseSentence(agreement, { preview, ...time })}
      aside={
        <div className="legend">
          <span>
            <i className="key k-lease" />
            In force
          </span>
          <span>
            <i className="key k-notice" />
            Notice running
          </span>
          <span>
            <i className="key k-lock" />
            Ended
          </span>
        </div>
      }
    >
      <table className="ag">
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">Course</span>
            </th>
            <th scope="col" className="ax">
              <span className="vh">Time, in UTC</span>
              {ticks.map(({ place, name }) => (
                <span key={place} aria-hidden="true" style={{ left: `${place}%` }}>
                  {place < 92 ? name : ''}
                </span>
              ))}
              <span className="at-now" style={{ left: `clamp(36px, ${now}%, calc(100% - 36px))` }}>
                Now {clock}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <b>{row.name}</b>
                <span>{row.aside}</span>
              </th>
              <td className="lane">
                <span className="vh">{row.label}</span>
                <div aria-hidden="true">
                  {lines}
                  {row.spans.map(({ kind, a, b }) => (
                    <i
                      key={`${kind} ${a}`}
                      className={kind}
                      style={{ left: `${a}%`, width: `${Math.round((b - a) * 100) / 100}%` }}
                    />
                  ))}
                  {row.marks.map(({ kind, place }) => (
                    <i key={`${kind} ${place}`} className={kind} style={{ left: `${place}%` }} />
                  ))}
                  <Labels labels={row.labels} />
                </div>
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">
              <b>Longest lease</b>
              <span>with grace, toward the end</span>
            </th>
            <td className="lane">
              <span className="vh">{wedge.label}</span>
              <div aria-hidden="true">
                {lines}
                <svg className="wedge" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">
                  <polygon points={`0,4 ${wedge.from},4 ${wedge.to},32 0,32`} />
                </svg>
                <i className="stop low" style={{ left: `${wedge.to}%`, width: `${100 - wedge.to}%` }} />
                <span className="t wide" style={{ left: 0, padding: 0 }}>
                  {wedge.labels[0] && wedge.labels[0].place > 55 ? hours(agreement) : ''}
                </span>
                <Labels labels={wedge.labels} />
              </div>
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

function Labels({ labels }: { labels: readonly CourseLabel[] }) {
  return labels.map(({ place, level, at, says, isBad }) => (
    <span
      key={says}
      className={`t ${level}${isBad ? ' bad' : ''}${place > 55 ? ' end' : ''}`}
      style={{ left: `${place}%` }}
    >
      <b>{at}</b> <span className="wide">{says}</span>
    </span>
  ));
}
