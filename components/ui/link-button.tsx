import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonLook, buttonClass } from './button-class.ts';

type Props = Omit<ComponentProps<typeof Link>, 'className'> & ButtonLook & { className?: string };

/** A link that looks like a button: it goes somewhere. What does something is a `Button`. */
export function LinkButton({ look, size, wide, className, ...rest }: Props) {
  return <Link {...rest} className={buttonClass({ look, size, wide, className })} />;
}
