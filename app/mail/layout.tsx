import type { ReactNode } from 'react';
import '#components/public/public.css';
import { SiteHeader } from '#components/public/site-header.tsx';
import { vendor } from '#lib/api/vendor.ts';

export default function MailLayout({ children }: { children: ReactNode }) {
  return (
    <div className="pub">
      <SiteHeader vendorName={vendor().name} home={null} />
      <main className="mail">{children}</main>
    </div>
  );
}
