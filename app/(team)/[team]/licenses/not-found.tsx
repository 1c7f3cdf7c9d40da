import { LinkButton } from '#components/ui/link-button.tsx';

export default function LicenseNotFound() {
  return (
    <div className="failed">
      <h1>There is no such license in this team</h1>
      <p className="muted">
        A License ID looks like LIC-7F3K-9QXM. Check the address, and which team is chosen at the top left.
      </p>
      <div className="actions">
        <LinkButton href="/sign-in">Go to your team</LinkButton>
      </div>
    </div>
  );
}
