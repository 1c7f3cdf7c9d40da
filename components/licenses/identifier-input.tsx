'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { IDENTIFIER_HELP } from '#lib/domain/identifier-help.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import type { IdentifierReading } from './read-identifier.ts';

/** What is wrong is said after typing has paused this long, or on leaving the field. */
const PAUSE_MS = 700;

type Props = {
  id: string;
  platform: Platform;
  /** The accessible name where no visible label points at the field. */
  label?: string | undefined;
  typed: string;
  reading: IdentifierReading;
  isSettled: boolean;
  onType: (typed: string) => void;
  onSettle: () => void;
  onRemove?: (() => void) | undefined;
};

/** One field for an identifier, and the line under it: fine, saved as something else, or what to fix. */
export function IdentifierInput({
  id,
  platform,
  label,
  typed,
  reading,
  isSettled,
  onType,
  onSettle,
  onRemove,
}: Props) {
  const settle = useRef(onSettle);
  useEffect(() => {
    settle.current = onSettle;
  });
  useEffect(() => {
    if (typed.trim() === '' || isSettled) return;
    const timer = setTimeout(() => settle.current(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, isSettled]);

  const isWrong = reading.kind === 'wrong' && isSettled;
  return (
    <>
      <div className="line">
        <input
          id={id}
          className="input mono"
          value={typed}
          placeholder={IDENTIFIER_HELP[platform].placeholder}
          aria-label={label}
          aria-invalid={isWrong || undefined}
          aria-describedby={`${id}-says`}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={(event) => onType(event.currentTarget.value)}
          onBlur={() => typed.trim() !== '' && onSettle()}
        />
        {onRemove ? (
          <Button
            look="icon"
            aria-label={`Remove ${typed.trim() === '' ? 'this empty field' : typed}`}
            onClick={onRemove}
          >
            <X aria-hidden="true" />
          </Button>
        ) : null}
      </div>
      <div aria-live="polite" className="says">
        <Says id={`${id}-says`} platform={platform} reading={reading} isSettled={isSettled} onUse={onType} />
      </div>
    </>
  );
}

type SaysProps = {
  id: string;
  platform: Platform;
  reading: IdentifierReading;
  isSettled: boolean;
  onUse: (value: string) => void;
};

function Says({ id, platform, reading, isSettled, onUse }: SaysProps) {
  const { compared, pattern } = IDENTIFIER_HELP[platform];
  if (reading.kind === 'issued')
    return <Hint id={id}>Left empty, an ID of the form APP-4T8N-W0RA is issued.</Hint>;
  if (reading.kind === 'empty' || !isSettled) {
    return (
      <Hint id={id}>
        {pattern === null ? compared : `One identifier, or a pattern such as ${pattern.value}.`}
      </Hint>
    );
  }
  if (reading.kind === 'fine') {
    return (
      <Hint id={id} tone="ok">
        {reading.isChanged ? (
          <>
            Saved as <code>{reading.value}</code>. {reading.note}
          </>
        ) : (
          `Fine as it is. ${reading.note ?? compared}`
        )}
      </Hint>
    );
  }
  const { suggestion } = reading;
  const use =
    suggestion === null ? null : (
      <Button size="sm" onClick={() => onUse(suggestion)}>
        Use {suggestion}
      </Button>
    );
  return (
    <Hint id={id} tone="bad" action={use}>
      {reading.message}
    </Hint>
  );
}
