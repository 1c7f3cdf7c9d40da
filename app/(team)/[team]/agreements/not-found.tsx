import { LinkButton } from '#components/ui/link-button.tsx';

export default function TeamAgreementNotFound() {
  return (
    <div className="failed">
      <h1>There is no such agreement in this team</h1>
      <p className="muted">Check the number, and which team is chosen at the top left.</p>
      <div className="actions">
        <LinkButton href="/sign-in">Go to your team</LinkButton>
      </div>
    </div>
  );
}
