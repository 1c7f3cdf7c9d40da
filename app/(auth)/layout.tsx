import Link from 'next/link';
import type { ReactNode } from 'react';
import '#components/account/auth.css';
import { Mark } from '#components/ui/mark.tsx';
import { vendor } from '#lib/api/vendor.ts';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="auth">
      <header>
        <Link className="brand" href="/">
          <Mark />
          {vendor().name}
        </Link>
      </header>
      <main>{children}</main>
    </div>
  );
}
