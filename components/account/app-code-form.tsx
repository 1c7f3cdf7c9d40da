'use client';

import { useEffect, useRef } from 'react';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkAppCode } from './checks.ts';
import { CodeField } from './code-field.tsx';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

export type StartedFactor = { secret: string; uri: string; qr: string };

type Props = { started: StartedFactor; onCode: (code: string) => Promise<void> };

/** The second step: the secret as a picture, as text and as a link, and the code that the app makes of it. */
export function AppCodeForm({ started: { secret, uri, qr }, onCode }: Props) {
  const fields = useFields({ code: checkAppCode });
  const { values, field } = fields;
  const { submit, isBusy, problem } = useSubmit(fields, () => onCode(values.code));
  const top = useRef<HTMLParagraphElement>(null);
  useEffect(() => top.current?.focus(), []);

  return (
    <div className="factor-app">
      <p ref={top} tabIndex={-1}>
        Scan the picture with your authenticator app, or <a href={uri}>open it in an app on this device</a>.
      </p>
      {/* biome-ignore lint/performance/noImgElement: the picture is in the address itself */}
      <img
        className="qr"
        src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
        alt="QR code for your authenticator app. It holds the secret that stands beside it as text."
        width={200}
        height={200}
      />
      <div>
        <p className="muted small">Cannot scan it? Type this secret into the app (time-based, six digits):</p>
        <p className="secret">
          <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
          <CopyButton text={secret} label="Copy the secret" />
        </p>
      </div>
      <form className="form factor-form" method="post" noValidate onSubmit={submit}>
        <CodeField hint="The six digits that the app shows now." {...field('code')} />
        <ProblemNote>{problem?.says}</ProblemNote>
        <div>
          <Button type="submit" look="primary" isBusy={isBusy}>
            {isBusy ? 'Checking the code' : 'Turn the second factor on'}
          </Button>
        </div>
      </form>
    </div>
  );
}
