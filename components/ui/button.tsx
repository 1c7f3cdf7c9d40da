import dynamic from 'next/dynamic';
import type { ComponentProps } from 'react';
import { type ButtonLook, buttonClass } from './button-class.ts';

/** Loaded where a control is greyed: its tooltip is most of what a page would ship otherwise. */
const GreyedButton = dynamic(() => import('./greyed-button.tsx').then((module) => module.GreyedButton));

type Props = Omit<ComponentProps<'button'>, 'className' | 'disabled'> &
  ButtonLook & {
    className?: string;
    /** Why it cannot be pressed and who can (a policy row's `says`): the control stays, greyed, and tells. */
    greyed?: string | false | null | undefined;
    /** Its action is under way: it keeps its size and place and takes no second press. */
    isBusy?: boolean;
  };

/** A button: a verb with its object. One `primary` a screen; `danger` only in the step that confirms. */
export function Button({
  look,
  size,
  wide,
  className,
  greyed,
  isBusy = false,
  type = 'button',
  ...rest
}: Props) {
  const classes = buttonClass({ look, size, wide, className });
  if (greyed) {
    return (
      <GreyedButton className={classes} reason={greyed} label={rest['aria-label']}>
        {rest.children}
      </GreyedButton>
    );
  }
  if (isBusy)
    return <button {...rest} type="button" className={classes} aria-disabled="true" onClick={undefined} />;
  return <button {...rest} type={type} className={classes} />;
}
