'use client';

import './globals.css';
import { Button } from '#components/ui/button.tsx';

export default function GlobalErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown</title>
        <main className="full">
          <h1>This page could not be shown</h1>
          <p className="muted">
            Something went wrong. Nothing was changed. Try again; if it fails again, send the request ID to
            support.
          </p>
          {error.digest ? (
            <p className="small muted">
              Request ID <code>{error.digest}</code>
            </p>
          ) : null}
          <div className="actions">
            <Button onClick={reset}>Try again</Button>
            <a className="btn" href="/">
              Go to the first page
            </a>
          </div>
        </main>
      </body>
    </html>
  );
}
