'use client';

import '../licenses/stack.css';
import './operator.css';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import type { Finding } from '#lib/contract/health.ts';
import { api } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { Button } from '../ui/button.tsx';
import { Hint } from '../ui/hint.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { FindingState } from './finding-state.tsx';

type Props = { first: { at: string; findings: Finding[] }; drawnAt: number };

const RANK: Record<Finding['result'], number> = { wrong: 0, warning: 1, fine: 2 };

/** What the doctor finds: what needs somebody first. */
export function Health({ first, drawnAt }: Props) {
  const health = useQuery({ ...api.health.read.queryOptions(), initialData: first, staleTime: 30_000 });
  const { at, findings } = health.data;
  const open = findings.filter(({ result }) => result !== 'fine').length;
  return (
    <>
      <div className="title between">
        <h1>Health</h1>
        <Button onClick={() => health.refetch()} isBusy={health.isFetching}>
          <RefreshCw aria-hidden="true" />
          Look again
        </Button>
      </div>
      <p className="muted pretty operator-says" role="status">
        {open === 0
          ? 'Everything is fine'
          : open === 1
            ? 'One thing needs somebody'
            : `${open} things need somebody`}
        , <LiveTime at={Date.parse(at)} show="relative" drawnAt={drawnAt} isPast />. The same as{' '}
        <code>npx leasehold doctor</code>.
      </p>
      {health.error ? <Hint tone="bad">{readProblem(health.error).says}</Hint> : null}
      <table className="table op-table stack-phone" style={{ marginTop: 20 }}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">State</th>
            <th scope="col">What was found</th>
          </tr>
        </thead>
        <tbody>
          {findings
            .toSorted((a, b) => RANK[a.result] - RANK[b.result])
            .map(({ about, result, says }) => (
              <tr key={about}>
                <th scope="row">{about.charAt(0).toUpperCase() + about.slice(1)}</th>
                <td data-label="State">
                  <FindingState of={result} />
                </td>
                <td data-label="Found" className="said last all">
                  {says.charAt(0).toUpperCase() + says.slice(1)}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </>
  );
}
