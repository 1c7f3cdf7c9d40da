import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

/** The home of a team without a license: what the first trial takes, and the button that begins it. */
export function FirstTrial({
  team,
  greyed,
}: {
  team: { slug: string; name: string };
  greyed: string | null;
}) {
  return (
    <>
      <div className="hello">
        <div>
          <h1>Create your first trial</h1>
          <p className="muted">
            {team.name} has no license yet. From here to a first signed lease it is three steps and about
            three minutes.
          </p>
        </div>
      </div>
      <ol className="steps">
        <li>
          <div>
            <h2>Create a trial</h2>
            <p>
              Choose a product and a platform, and type the application identifier of your app. It runs for 30
              days, at once and free.
            </p>
          </div>
        </li>
        <li>
          <div>
            <h2>Copy the license key</h2>
            <p>
              One string that goes into your app and never changes: as text, .env, JSON or a Kubernetes
              Secret.
            </p>
          </div>
        </li>
        <li>
          <div>
            <h2>Make one check</h2>
            <p>
              Paste a command into a terminal. The page notices the answer by itself; then everything works.
            </p>
          </div>
        </li>
      </ol>
      <div className="actions" style={{ marginTop: 24 }}>
        {greyed === null ? (
          <LinkButton href={`/${team.slug}/licenses/new`} look="primary" size="lg">
            <Plus aria-hidden="true" />
            Create a trial
          </LinkButton>
        ) : (
          <Button size="lg" greyed={greyed}>
            Create a trial
          </Button>
        )}
      </div>
    </>
  );
}
