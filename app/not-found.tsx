import type { Metadata } from 'next';
import { FullPage } from '#components/ui/full-page.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFoundPage() {
  return (
    <FullPage title="There is no such page here">
      <p className="muted">
        Or you may not see it. Check the address; if it came from a colleague, ask them to add you to their
        team.
      </p>
      <div className="actions">
        <LinkButton href="/">Go to the first page</LinkButton>
        <LinkButton href="/sign-in">Go to your team</LinkButton>
      </div>
    </FullPage>
  );
}
