'use client';

import { type ComponentProps, type ReactNode, useId } from 'react';
import { Hint } from './hint.tsx';

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'onChange'> & {
  label: ReactNode;
  /** Help that stays, shown while there is no error. */
  hint?: ReactNode;
  /** What is wrong and the fix; given, the field is invalid. */
  error?: string | null | undefined;
  /** Right of the label: a link, "Where do I find this?". */
  aside?: ReactNode;
  isMono?: boolean;
  onValue?: (value: string) => void;
};

/** A labelled line of text with its help and its error; both belong to its accessible description. */
export function TextField({ label, hint, error, aside, isMono = false, onValue, ...input }: Props) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <div className="label-row">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      <input
        {...input}
        id={id}
        className={isMono ? 'input mono' : 'input'}
        aria-invalid={error ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={onValue ? (event) => onValue(event.currentTarget.value) : undefined}
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
