'use client';

import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { Hint } from './hint.tsx';

type Props = Omit<ComponentProps<'input'>, 'id' | 'className' | 'onChange' | 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  aside?: ReactNode;
  onValue?: (value: string) => void;
};

/** A password that can be shown. `autoComplete` is `new-password` or `current-password`, for password managers. */
export function PasswordField({ label, hint, error, aside, onValue, ...input }: Props) {
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  const below = error ?? hint;
  return (
    <div className="field">
      <div className="label-row">
        <label className="label" htmlFor={id}>
          {label}
        </label>
        {aside}
      </div>
      <span className="input-with">
        <input
          {...input}
          id={id}
          type={isShown ? 'text' : 'password'}
          className="input"
          spellCheck={false}
          autoCapitalize="none"
          aria-invalid={error ? true : undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          onChange={onValue ? (event) => onValue(event.currentTarget.value) : undefined}
        />
        <button
          type="button"
          className="btn plain sm"
          aria-pressed={isShown}
          aria-label="Show password"
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      </span>
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
