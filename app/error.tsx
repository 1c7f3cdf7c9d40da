'use client';

import { Button } from '#components/ui/button.tsx';
import { FullPage } from '#components/ui/full-page.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <FullPage title="This page could not be shown">
      <div role="alert">
        <p className="muted">
          Something went wrong on the server. Nothing was changed. Try again; if it fails again, send the
          request ID to support.
        </p>
        {error.digest ? (
          <p className="small muted">
            Request ID <code>{error.digest}</code>
          </p>
        ) : null}
      </div>
      <div className="actions">
        <Button onClick={reset}>Try again</Button>
        <LinkButton href="/">Go to the first page</LinkButton>
      </div>
    </FullPage>
  );
}
