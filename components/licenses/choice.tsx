import './license.css';
import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<'select'>, 'onChange' | 'className'> & { onValue: (value: string) => void };

/** One of a few, as the browser's own list: works with every keyboard, screen reader and phone. */
export function Choice({ onValue, children, ...select }: Props) {
  return (
    <span className="choice">
      <select {...select} className="select" onChange={(event) => onValue(event.currentTarget.value)}>
        {children}
      </select>
      <ChevronDown aria-hidden="true" />
    </span>
  );
}
