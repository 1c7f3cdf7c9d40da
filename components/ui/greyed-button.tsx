'use client';

import { Focusable } from '@heroui/react/rac';
import { Tooltip } from '@heroui/react/tooltip';
import type { ReactNode } from 'react';

type Props = { className: string; reason: string; children?: ReactNode; label?: string | undefined };

/** A control that stays, greyed, and says who can: on hover, on focus, and in its accessible name. */
export function GreyedButton({ className, reason, children, label }: Props) {
  return (
    <Tooltip delay={150} closeDelay={100}>
      <Focusable>
        <button type="button" className={className} aria-disabled="true">
          {label ? <span className="vh">{label}</span> : null}
          {children}
          <span className="vh">. {reason}</span>
        </button>
      </Focusable>
      <Tooltip.Content>{reason}</Tooltip.Content>
    </Tooltip>
  );
}
