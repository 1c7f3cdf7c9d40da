'use client';

import { CircleCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Time } from '../ui/time.tsx';

type Props = { token: string; name: string; expiresAt: string; onDone: () => void };

/** The token, this once, with a line to try it by. */
export function NewToken({ token, name, expiresAt, onDone }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="form" style={{ maxWidth: 760 }}>
      <div>
        <span className="state s-active">
          <CircleCheck aria-hidden="true" />
          Made
        </span>
        <h3 ref={heading} tabIndex={-1} style={{ marginTop: 6 }}>
          {name}: copy it now
        </h3>
        <p className="muted">
          It is shown this once; nobody can show it again. It ends <Time at={expiresAt} />.
        </p>
      </div>
      <CodeBlock text={token} label="Token" />
      <CodeBlock
        head="Shell"
        label="Command"
        text={`curl -H 'Authorization: Bearer ${token}' ${origin()}/api/v1/licenses`}
      />
      <div>
        <Button look="primary" onClick={onDone}>
          I have copied it
        </Button>
      </div>
    </div>
  );
}

const origin = () => (typeof window === 'undefined' ? '' : window.location.origin);
