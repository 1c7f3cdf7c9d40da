import { Building2, FileText, Globe, type LucideIcon, Mail, Server, Smartphone } from 'lucide-react';
import { platformName } from '#components/licenses/platform-words.ts';
import { formatDay, formatRelative } from '#components/ui/format-instant.ts';
import { formatNumber } from '#components/ui/format-number.ts';
import { State } from '#components/ui/state.tsx';
import type { Found, FoundLicense } from './found.ts';
import { Marked } from './marked.tsx';

type Props = { item: Found; id: string; typed: string; isChosen: boolean; now: number; onChoose: () => void };

/** One line of what was found: what it is, why it is there, and what counts about it. */
export function SearchHit({ item, id, typed, isChosen, now, onChoose }: Props) {
  const { lead, main, more, side } = partsOf(item, typed, now);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the box's, which keeps the focus
    <div
      className="hit"
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      onClick={onChoose}
      title={item.why}
    >
      <span className="lead">{lead}</span>
      <span className="main">
        {main}
        <span className="more-said">{more}</span>
      </span>
      <span className="side">{side}</span>
    </div>
  );
}

function partsOf(item: Found, typed: string, now: number) {
  switch (item.type) {
    case 'license':
      return item.app ? appParts(item, typed) : licenseParts(item, typed, now);
    case 'team':
      return {
        lead: <Icon of={Building2} />,
        main: <Marked text={item.name} typed={typed} />,
        more: `${count(item.licenses, 'license')}, ${count(item.members, 'member')}`,
        side: [
          item.locked > 0 ? `${formatNumber(item.locked)} locked` : '',
          item.openRequests > 0 ? count(item.openRequests, 'open request') : '',
        ]
          .filter(Boolean)
          .join(', '),
      };
    case 'person':
      return {
        lead: <Icon of={Mail} />,
        main: <Marked text={item.id} typed={typed} />,
        more: (
          <>
            <Marked text={item.name} typed={typed} />
            {item.staffRole ? `, ${item.staffRole}` : ''}
            {item.suspended ? ', suspended' : ''}
          </>
        ),
        side: item.teams.map(({ name }) => name).join(', ') || 'In no team',
      };
    case 'agreement':
      return {
        lead: <Icon of={FileText} />,
        main: (
          <code>
            <Marked text={item.id} typed={typed} />
          </code>
        ),
        more: (
          <>
            <Marked text={item.title} typed={typed} />, {item.team.name}
          </>
        ),
        side: `last day ${formatDay(`${item.endsOn}T12:00:00Z`, { now, weekday: false })}`,
      };
  }
}

function licenseParts(item: FoundLicense, typed: string, now: number) {
  return {
    lead: <State of={item.state} iconOnly />,
    main: (
      <code>
        <Marked text={item.id} typed={typed} />
      </code>
    ),
    more: (
      <>
        <Marked text={item.licensee} typed={typed} />, <Marked text={item.title} typed={typed} />, {item.kind}
      </>
    ),
    side: whenOf(item, now),
  };
}

function appParts(item: FoundLicense, typed: string) {
  const { platform, value, licenses, refused } = item.app ?? {
    platform: 'browser',
    value: '',
    licenses: 0,
    refused: null,
  };
  return {
    lead: refused ? <State of="refused" iconOnly /> : <Icon of={APP_ICONS[platform] ?? Server} />,
    main: (
      <code>
        <Marked text={value} typed={typed} />
      </code>
    ),
    more: refused
      ? `${platformName(platform)}, refused ${refused.count === 1 ? 'once' : `${formatNumber(refused.count)} times`}`
      : platformName(platform),
    side: (
      <>
        <code>{item.id}</code>
        {licenses > 1 ? ` and ${licenses >= 100 ? '99 or more' : formatNumber(licenses - 1)} more` : ''}
      </>
    ),
  };
}

const APP_ICONS: Partial<Record<string, LucideIcon>> = {
  android: Smartphone,
  ios: Smartphone,
  browser: Globe,
};

function Icon({ of: One }: { of: LucideIcon }) {
  return <One aria-hidden="true" />;
}

/** The moment that counts in a state: since when it does not work, or until when it does. */
function whenOf({ state, since, until }: FoundLicense, now: number): string {
  switch (state) {
    case 'locked':
      return since ? `locked ${formatRelative(since, now)}` : 'locked';
    case 'expired':
    case 'terminated':
    case 'revoked':
      return since
        ? `${state === 'expired' ? 'ended' : state} ${formatDay(since, { now, weekday: false })}`
        : state;
    case 'not-started':
      return until ? `starts ${formatDay(until, { now, weekday: false })}` : 'not started';
    case 'expiring':
    case 'scheduled':
      return until ? `ends ${formatRelative(until, now)}` : state;
    case 'active':
      return until ? `ends ${formatDay(until, { now, weekday: false })}` : 'active';
  }
}

function count(amount: number, noun: string): string {
  return `${formatNumber(amount)} ${noun}${amount === 1 ? '' : 's'}`;
}
