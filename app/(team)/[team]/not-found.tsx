import { LinkButton } from '#components/ui/link-button.tsx';

export default function TeamPageNotFound() {
  return (
    <div className="failed">
      <h1>There is no such page in this team</h1>
      <p className="muted">
        Or you may not see it. Check the address, and which team is chosen at the top left.
      </p>
      <div className="actions">
        <LinkButton href="/sign-in">Go to your team</LinkButton>
      </div>
    </div>
  );
}
