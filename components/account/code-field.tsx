import type { ComponentProps } from 'react';
import { TextField } from '../ui/text-field.tsx';

type Props = Omit<ComponentProps<typeof TextField>, 'label' | 'isMono'> & {
  /** Whether a recovery code may be typed too: letters, then, and no keyboard of digits alone. */
  takesRecoveryCode?: boolean;
};

/** A code of the second factor, as phones and password managers fill it in. */
export function CodeField({ takesRecoveryCode = false, ...field }: Props) {
  return (
    <TextField
      label="Code"
      isMono
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      inputMode={takesRecoveryCode ? 'text' : 'numeric'}
      maxLength={40}
      {...field}
    />
  );
}
