'use client';

import { useEffect, useRef } from 'react';
import { saveFile } from '../licenses/save-file.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';

type Props = { codes: readonly string[]; done: string; onDone: () => void };

/** Ten codes, shown this once: copied, saved, or written down. */
export function RecoveryCodes({ codes, done, onDone }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = `${codes.join('\n')}\n`;
  return (
    <div className="factor-codes">
      <h2 ref={heading} tabIndex={-1}>
        Keep your recovery codes
      </h2>
      <p>
        The second factor is on. Without your phone, each of these codes signs you in once. They are shown now
        and never again: keep them where your phone is not.
      </p>
      <ul className="codes" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="row">
        <CopyButton text={text} label="Copy all" withLabel />
        <Button onClick={() => saveFile({ name: 'recovery-codes.txt', type: 'text/plain', text })}>
          Save as a file
        </Button>
      </div>
      <div>
        <Button look="primary" onClick={onDone}>
          {done}
        </Button>
      </div>
    </div>
  );
}
