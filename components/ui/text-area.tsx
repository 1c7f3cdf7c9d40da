'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { Hint } from './hint.tsx';

type Props = Omit<ComponentProps<'textarea'>, 'id' | 'className' | 'onChange'> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  isMono?: boolean;
  onValue: (value: string) => void;
};

/** Labelled text of several lines with its help and its error; both belong to its accessible description. */
export function TextArea({ label, hint, error, isMono = false, onValue, rows = 3, ...area }: Props) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea
        {...area}
        id={id}
        rows={rows}
        className={isMono ? 'textarea mono' : 'textarea'}
        aria-invalid={error ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
      />
      <div aria-live="polite">
        {below ? (
          <Hint id={`${id}-below`} tone={error ? 'bad' : 'plain'}>
            {below}
          </Hint>
        ) : null}
      </div>
    </div>
  );
}
