'use client';

import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { client } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import type { AgreementNotice } from '#lib/contract/agreements.ts';
import { readProblem } from '../read-problem.ts';
import { saveBytes } from './save-bytes.ts';
import { sayDay } from './say-moment.ts';

type Service = AgreementNotice['services'][number];

const APPROVALS: Record<Service['approvalState'], string> = {
  open: 'waits for a second person to approve it',
  approved: 'approved by a second person',
  declined: 'declined by a second person',
};

type Props = { number: string; services: readonly Service[]; now: number };

/** Service by other means as it was recorded, with its evidence. */
export function NoticeServices({ number, services, now }: Props) {
  const open = useMutation({
    mutationFn: (service: string) => client.agreements.evidence({ number, service }),
    onSuccess: saveBytes,
  });
  return (
    <ul className="terms-list">
      {services.map((service) => (
        <li key={service.id}>
          <span>
            Served by other means on {sayDay(service.servedOn, now)}: {service.means}. Recorded
            {service.recordedBy === null ? '' : ` by ${service.recordedBy}`},{' '}
            {APPROVALS[service.approvalState]}.
          </span>
          <Button size="sm" onClick={() => open.mutate(service.id)} isBusy={open.isPending}>
            <Download aria-hidden="true" />
            {service.evidence.name}
          </Button>
        </li>
      ))}
      {open.error ? (
        <li role="alert" className="hint bad">
          {readProblem(open.error).says}
        </li>
      ) : null}
    </ul>
  );
}
