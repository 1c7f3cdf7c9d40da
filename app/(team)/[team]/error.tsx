'use client';

import { ErrorState } from '#components/ui/error-state.tsx';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function TeamPageError({ error, reset }: Props) {
  return <ErrorState title="This page could not be shown" requestId={error.digest} onRetry={reset} />;
}
