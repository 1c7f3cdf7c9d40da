import Link from 'next/link';

/** The last line of the public pages: whose installation this is and whom to ask. */
export function SiteFooter({ vendorName, supportUrl }: { vendorName: string; supportUrl: string }) {
  return (
    <p className="foot-line">
      <span>{vendorName}</span>
      <Link href="/docs">Docs</Link>
      <Link href="/docs/codes">Codes</Link>
      <a href={supportUrl}>Support</a>
    </p>
  );
}
