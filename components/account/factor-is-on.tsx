'use client';

import { ShieldCheck } from 'lucide-react';
import type { SecondFactor } from '#lib/contract/second-factor.ts';
import { Button } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';

type Props = { factor: SecondFactor; onNewCodes: () => void; onOff: () => void };

/** With so few recovery codes left it is time for new ones. */
const FEW = 3;

export function FactorIsOn({ factor, onNewCodes, onOff }: Props) {
  const { confirmedAt, recoveryCodesLeft: left, required } = factor;
  return (
    <>
      <p>
        <span className="state s-active">
          <ShieldCheck aria-hidden="true" />
          On
        </span>
        {confirmedAt ? (
          <span className="muted">
            {' '}
            since <Time at={confirmedAt} show="exact" />
          </span>
        ) : null}
      </p>
      <p className={left < FEW ? 's-expiring' : 'muted'}>
        {left === 1 ? '1 recovery code is left.' : `${left} recovery codes are left.`}
        {left < FEW ? ' Make new ones before you need them.' : ''}
      </p>
      <div className="actions">
        <Button onClick={onNewCodes}>Make new recovery codes</Button>
        <Button
          onClick={onOff}
          greyed={
            required ? 'Staff here must have one. Another operator can reset it for a new phone.' : null
          }
        >
          Turn off
        </Button>
      </div>
    </>
  );
}
