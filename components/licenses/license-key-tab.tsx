import './first-check.css';
import { Section } from '#components/ui/section.tsx';
import type { License } from '#lib/contract/licenses.ts';
import type { Product } from '#lib/contract/products.ts';
import type { StaffRole, TeamRole } from '#lib/domain/policy.ts';
import { exampleCheck } from './check-command.ts';
import { CheckCommandBlock } from './check-command-block.tsx';
import { CodeForPlatforms } from './code-for-platforms.tsx';
import { greyedFor } from './greyed-for.ts';
import { LicenseKey } from './license-key.tsx';
import type { MaskedKey } from './masked-key.ts';
import { ReplaceKey } from './replace-key.tsx';

type Props = {
  license: License;
  catalogue: readonly Product[];
  masked: MaskedKey | null;
  role: TeamRole | null;
  appUrl: string;
  team: string;
  /** Of whoever looks as staff. */
  staffRole?: StaffRole;
  drawnAt: number;
};

/** The key: to copy, to download, to put into the app, and to try from a terminal. */
export function LicenseKeyTab({ license, catalogue, masked, role, appUrl, team, staffRole, drawnAt }: Props) {
  const check = exampleCheck(license, catalogue);
  return (
    <>
      <Section
        title="License key"
        says="It goes into your app as one string and never changes: renewal, more identifiers, unlock all take effect at the next check."
      >
        <div style={{ maxWidth: 704 }}>
          <LicenseKey license={license} masked={masked} greyed={greyedFor('license.read-key', role)} />
        </div>
      </Section>
      <Section title="In the app" says="The lines that read the key on each platform of this license.">
        <div style={{ maxWidth: 704 }}>
          <CodeForPlatforms license={license} catalogue={catalogue} />
        </div>
      </Section>
      <Section title="From a terminal" says="The same request your app will send. It counts as a check.">
        <div style={{ maxWidth: 704 }}>
          {check === null ? (
            <p className="muted">Register an identifier first: without one every check is refused.</p>
          ) : (
            <CheckCommandBlock check={check} appUrl={appUrl} isPrimary={false} />
          )}
        </div>
      </Section>
      <Section
        title="The key leaked?"
        says="A key in public lets strangers ask in your name. Replacing it costs a release of your app, and no device stops meanwhile."
      >
        <div style={{ maxWidth: 704 }}>
          <ReplaceKey
            license={license}
            team={team}
            greyed={{
              replace: greyedFor('license.replace-key', role, staffRole),
              revoke: greyedFor('license.revoke', role, staffRole),
            }}
            drawnAt={drawnAt}
          />
        </div>
      </Section>
    </>
  );
}
