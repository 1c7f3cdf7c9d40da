import { LinkButton } from '#components/ui/link-button.tsx';

export default function AgreementNotFound() {
  return (
    <div className="failed">
      <h1>There is no such agreement</h1>
      <p className="muted">Look for it by its number, its title or its team.</p>
      <div className="actions">
        <LinkButton href="/staff/agreements">All agreements</LinkButton>
      </div>
    </div>
  );
}
