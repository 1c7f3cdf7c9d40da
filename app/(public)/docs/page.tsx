import type { Metadata } from 'next';
import { QuickStart } from '#components/docs/quick-start.tsx';
import { vendor } from '#lib/api/vendor.ts';

export const metadata: Metadata = {
  title: 'Quick start',
  description:
    'From sign-up to the first signed lease in three steps, with the request, the answer and how to verify it.',
};

export default function DocsPage() {
  return <QuickStart appUrl={vendor().appUrl} />;
}
