import '../licenses/stack.css';
import { ShieldCheck } from 'lucide-react';
import Link from 'next/link';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { LiveTime } from '../ui/live-time.tsx';
import { More } from '../ui/more.tsx';
import { actorName } from './actor-name.ts';
import { type AuditFilters, auditQuery } from './audit-filters.ts';
import { type TermChange, termChanges } from './term-changes.ts';

type Props = {
  path: string;
  filters: AuditFilters;
  entries: readonly AuditEntry[];
  isForTeam: boolean;
  drawnAt: number;
};

const SHOWN_CHANGES = 2;

/** A row for each entry; who acted and what it was done to narrow the log when pressed. */
export function AuditTable({ path, filters, entries, isForTeam, drawnAt }: Props) {
  const narrowed = (change: AuditFilters) => `${path}${auditQuery({ ...filters, ...change })}`;
  return (
    <table className="table audit-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">Did what</th>
          <th scope="col">To what</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <th scope="row">
              <LiveTime at={Date.parse(entry.at)} show="exact" drawnAt={drawnAt} />
              {entry.sealed ? (
                <small className="row">
                  <ShieldCheck aria-hidden="true" />
                  Sealed
                </small>
              ) : (
                <small>Not sealed yet</small>
              )}
            </th>
            <td data-label="Who">
              {entry.actor.id === null ? (
                actorName(entry.actor, isForTeam)
              ) : (
                <Link href={narrowed({ who: entry.actor.id })}>{actorName(entry.actor, isForTeam)}</Link>
              )}
              <small>{entry.actor.kind === 'token' ? 'by token' : entry.actor.email}</small>
            </td>
            <td data-label="Did what">{entry.says}</td>
            <td data-label="To what">
              <Link href={narrowed({ subject: entry.subject.id })}>
                {entry.subject.name ?? <code>{entry.subject.id}</code>}
              </Link>
              <small>
                {entry.subject.type}
                {!isForTeam && entry.team ? `, team ${entry.team.name}` : ''}
              </small>
            </td>
            <td data-label="Change" className="changes">
              <Changes changes={termChanges(entry)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Changes({ changes }: { changes: readonly TermChange[] }) {
  if (changes.length === 0) return <span className="muted">No terms</span>;
  const rest = changes.slice(SHOWN_CHANGES);
  return (
    <>
      <ChangeList changes={changes.slice(0, SHOWN_CHANGES)} />
      {rest.length > 0 ? (
        <More summary={`${rest.length} more`}>
          <ChangeList changes={rest} />
        </More>
      ) : null}
    </>
  );
}

function ChangeList({ changes }: { changes: readonly TermChange[] }) {
  return (
    <ul>
      {changes.map(({ term, before, after }) => (
        <li key={term}>
          <span className="muted">{term}</span> {before === null ? null : <s>{before}</s>}{' '}
          <span>{after ?? 'none'}</span>
        </li>
      ))}
    </ul>
  );
}
