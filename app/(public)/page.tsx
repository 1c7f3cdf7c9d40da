import type { Metadata } from 'next';
import { signedIn } from '#app/signed-in.ts';
import { homeOf } from '#components/account/home-of.ts';
import { FirstLease } from '#components/public/first-lease.tsx';
import { LeaseWeek } from '#components/public/lease-week.tsx';
import { Promises } from '#components/public/promises.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { vendor } from '#lib/api/vendor.ts';

export function generateMetadata(): Metadata {
  return { title: { absolute: `${vendor().name}: licenses for your SDK` } };
}

export default async function LandingPage() {
  const me = await signedIn().catch(() => null);
  const [team] = me?.teams ?? [];
  const startHref = team ? `${homeOf({ teams: [team], staffRole: null })}/licenses/new` : '/sign-up';
  return (
    <>
      <section className="hero" aria-label="What it is">
        <div>
          <h1>
            Ask once.
            <br />
            Scan all day.
          </h1>
          <p className="lead">
            Your app asks for a lease when a scan starts, then works on its own until the lease ends, and
            through a grace period when there is no network.
          </p>
          <div className="row">
            <LinkButton href={startHref} look="primary" size="lg">
              Start a trial
            </LinkButton>
            <LinkButton href="/docs" size="lg">
              Read the quick start
            </LinkButton>
          </div>
        </div>
        <LeaseWeek />
      </section>
      <FirstLease startHref={startHref} />
      <Promises />
    </>
  );
}
