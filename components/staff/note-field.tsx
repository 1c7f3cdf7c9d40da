'use client';

import { useId } from 'react';
import { Hint } from '#components/ui/hint.tsx';

type Props = {
  label: string;
  hint: string;
  error?: string | null | undefined;
  maxLength: number;
  value: string;
  onValue: (value: string) => void;
};

/** Some lines of text, with their help and their error. Line breaks become spaces: what is kept is one line. */
export function NoteField({ label, hint, error, maxLength, value, onValue }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="textarea"
        rows={3}
        maxLength={maxLength}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-below`}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value.replaceAll(/[\r\n\t]+/g, ' '))}
      />
      <div aria-live="polite">
        <Hint id={`${id}-below`} tone={error ? 'bad' : 'plain'}>
          {error ?? hint}
        </Hint>
      </div>
    </div>
  );
}
