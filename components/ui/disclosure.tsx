'use client';

import { CircleHelp } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

type Props = {
  /** The button's words: "Where do I find this?" */
  label: string;
  /** What the button is about, where several say the same: "Android". Read, not shown. */
  about?: string;
  /** Left of the button: the field's label. */
  head?: ReactNode;
  /** Between the button's line and the help: the field itself, so that both are seen together. */
  middle?: ReactNode;
  children: ReactNode;
};

/** Help that opens in place. */
export function Disclosure({ label, about, head, middle, children }: Props) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <div className="row between">
        {head}
        <button
          type="button"
          className="linklike row small"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          <CircleHelp aria-hidden="true" />
          {label}
          {about ? <span className="vh"> {about}</span> : null}
        </button>
      </div>
      {middle}
      <div id={id} className="where" hidden={!isOpen}>
        {children}
      </div>
    </>
  );
}
