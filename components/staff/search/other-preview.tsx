import Link from 'next/link';
import { formatNumber } from '#components/ui/format-number.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { type Found, hrefOf } from './found.ts';

type Props = { item: Exclude<Found, { type: 'license' }> };

const OPEN = { team: 'Open team', person: 'Open team', agreement: 'Open agreement' } as const;

/** A team, a person or an agreement that was chosen, in a few facts, and the way on. */
export function OtherPreview({ item }: Props) {
  const href = hrefOf(item);
  return (
    <section className="preview" aria-label={item.title}>
      <div className="top">
        <div className="ident">{item.why}</div>
        <p className="big">{item.title}</p>
      </div>
      <dl className="said">
        {factsOf(item).map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="foot">
        {href ? (
          <div className="go">
            <LinkButton href={href}>{OPEN[item.type]}</LinkButton>
          </div>
        ) : (
          <p className="muted">This person belongs to no team.</p>
        )}
      </div>
    </section>
  );
}

function factsOf(item: Props['item']) {
  if (item.type === 'team')
    return [
      ['Licenses', `${formatNumber(item.licenses)}, ${formatNumber(item.locked)} of them locked`],
      ['Members', formatNumber(item.members)],
      ['Open requests', formatNumber(item.openRequests)],
      ['Address', `/${item.id}`],
    ] as const;
  if (item.type === 'agreement')
    return [
      ['Number', item.id],
      ['Team', item.team.name],
      ['Products', item.products.join(', ')],
      ['Last day', item.endsOn],
    ] as const;
  return [
    ['Name', item.name],
    ['On staff', item.staffRole ?? 'No'],
    ['Suspended', item.suspended ? 'Yes' : 'No'],
    [
      'Teams',
      item.teams.length === 0
        ? 'None'
        : item.teams.map(({ slug, name, role }) => (
            <span key={slug} style={{ display: 'block' }}>
              <Link href={`/staff/teams/${slug}`}>{name}</Link>, {role}
            </span>
          )),
    ],
  ] as const;
}
