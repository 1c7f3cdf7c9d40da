import { type ReactNode, useId } from 'react';
import { Hint } from '#components/ui/hint.tsx';

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | null | undefined;
  value: string;
  onValue: (value: string) => void;
  /** Ctrl or Cmd and Enter. */
  onSend?: () => void;
  rows?: number;
};

/** Text with line breaks, with its help and its error. */
export function TextAreaField({ label, hint, error, value, onValue, onSend, rows = 4 }: Props) {
  const id = useId();
  const below = error ?? hint;
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="textarea"
        rows={rows}
        maxLength={5000}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={below ? `${id}-below` : undefined}
        onChange={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend?.();
        }}
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
