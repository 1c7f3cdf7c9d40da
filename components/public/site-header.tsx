import Link from 'next/link';
import { LinkButton } from '../ui/link-button.tsx';
import { Mark } from '../ui/mark.tsx';

/** The head of the public pages. `home` is where a signed-in visitor's work is. */
export function SiteHeader({ vendorName, home }: { vendorName: string; home: string | null }) {
  return (
    <header className="bar">
      <Link className="brand" href="/">
        <Mark />
        <span>{vendorName}</span>
      </Link>
      <nav aria-label="Site">
        <Link href="/docs">Docs</Link>
      </nav>
      <span className="end">
        {home ? (
          <LinkButton href={home}>Open the dashboard</LinkButton>
        ) : (
          <>
            <LinkButton href="/sign-in" look="plain">
              Sign in
            </LinkButton>
            <LinkButton href="/sign-up" className="start">
              Start a trial
            </LinkButton>
          </>
        )}
      </span>
    </header>
  );
}
