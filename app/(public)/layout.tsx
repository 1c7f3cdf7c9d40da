import type { ReactNode } from 'react';
import { homeOf } from '#components/account/home-of.ts';
import '#components/public/public.css';
import { signedIn } from '#app/signed-in.ts';
import { SiteFooter } from '#components/public/site-footer.tsx';
import { SiteHeader } from '#components/public/site-header.tsx';
import { vendor } from '#lib/api/vendor.ts';

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const { name, supportUrl } = vendor();
  const me = await signedIn().catch(() => null);
  return (
    <div className="pub">
      <SiteHeader vendorName={name} home={me && homeOf(me)} />
      <main>{children}</main>
      <footer>
        <SiteFooter vendorName={name} supportUrl={supportUrl} />
      </footer>
    </div>
  );
}
