import Link from 'next/link';
import { explainHref } from '#components/checks/explain-href.ts';
import { RefusalWhy } from '#components/checks/refusal-why.tsx';
import { formatInstant } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { State } from '#components/ui/state.tsx';
import { Time } from '#components/ui/time.tsx';
import type { Attention } from './attention.ts';
import { registerHref } from './register-href.ts';

type Props = { team: string; all: readonly Attention[]; now: number };

/** What needs somebody: state, which, what happens, when, and the way to it. */
export function AttentionList({ team, all, now }: Props) {
  return (
    <ul className="todo">
      {all.map((one) => (
        <Item
          key={`${one.kind} ${one.license.id} ${one.kind === 'refused' ? one.refusal.value : ''}`}
          team={team}
          of={one}
          now={now}
        />
      ))}
    </ul>
  );
}

function Item({ team, of, now }: { team: string; of: Attention; now: number }) {
  const { license } = of;
  const page = `/${team}/licenses/${license.id}`;
  const name = (
    <b>
      {license.name}, {license.kind}
    </b>
  );
  if (of.kind === 'refused') {
    const register = registerHref(page, of.refusal);
    return (
      <li>
        <State of="refused" />
        <div>
          <b>
            <code>{of.refusal.value}</code>
          </b>
          <p>
            <RefusalWhy refusal={of.refusal} /> {formatNumber(of.refusal.count)}{' '}
            {of.refusal.count === 1 ? 'check' : 'checks'} refused today by{' '}
            <Link href={page}>{license.name}</Link>.
          </p>
        </div>
        <span className="when">today</span>
        {register === null ? (
          <LinkButton href={explainHref(`/${team}/explain`, license.id, of.refusal)}>Explain it</LinkButton>
        ) : (
          <LinkButton href={register}>Register it</LinkButton>
        )}
      </li>
    );
  }
  if (of.kind === 'locked') {
    return (
      <li>
        <State of="locked" />
        <div>
          {name}
          <p>{license.stateReason ?? 'The vendor locked it without a reason.'}</p>
        </div>
        <span className="when">
          {license.lastCheckAt === null ? null : (
            <>
              asked <Time at={license.lastCheckAt} />
            </>
          )}
        </span>
        <LinkButton href={page}>Open the license</LinkButton>
      </li>
    );
  }
  if (of.kind === 'ending') {
    return (
      <li>
        <State of={license.state} />
        <div>
          {name}
          <p>Ends {formatInstant(of.endsAt, { now })}. Scanning stops on every device then.</p>
        </div>
        <span className="when">
          <Time at={of.endsAt} />
        </span>
        <LinkButton href={page}>Open the license</LinkButton>
      </li>
    );
  }
  return (
    <li>
      <State of="refused" word="No identifier" />
      <div>
        {name}
        <p>No application identifier is registered: every check is refused.</p>
      </div>
      <span className="when">now</span>
      <LinkButton href={`${page}/identifiers`}>Register one</LinkButton>
    </li>
  );
}
