'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type ButtonLook, buttonClass } from './button-class.ts';
import { copyText } from './copy-text.ts';

type Props = ButtonLook & {
  /** What is copied; a function where it must be fetched first. */
  text: string | (() => Promise<string>);
  /** What it copies, as a verb with its object: "Copy License ID". The accessible name, or the word on it. */
  label: string;
  /** Show the label beside the icon. */
  withLabel?: boolean;
  onCopied?: () => void;
  className?: string;
};

/** Copies a text, and says so beside itself and to whoever listens. */
export function CopyButton({ text, label, withLabel = false, look, size, wide, onCopied, className }: Props) {
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    try {
      await copyText(typeof text === 'string' ? text : await text());
      setSaid('Copied');
      onCopied?.();
    } catch {
      setSaid('Could not copy. Select the text instead.');
    }
  }

  const Icon = said === 'Copied' ? Check : Copy;
  return (
    <button
      type="button"
      className={buttonClass({
        look: look ?? (withLabel ? 'outline' : 'icon'),
        size,
        wide,
        className: `copy ${className ?? ''}`.trim(),
      })}
      aria-label={withLabel ? undefined : label}
      onClick={copy}
    >
      <Icon aria-hidden="true" />
      {withLabel ? label : null}
      <span role="status" className={said ? 'said' : 'vh'}>
        {said}
      </span>
    </button>
  );
}
