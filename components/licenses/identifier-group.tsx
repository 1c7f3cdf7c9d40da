'use client';

import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Disclosure } from '#components/ui/disclosure.tsx';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { IdentifierInput } from './identifier-input.tsx';
import { identifierLabel } from './identifier-label.ts';
import { PLATFORM_WORDS } from './platform-words.ts';
import { type DraftChange, draftApps, readDraftApp, type TrialDraft } from './trial-draft.ts';
import { WhereToFind } from './where-to-find.tsx';

type Props = { platform: Platform; draft: TrialDraft; onChange: (change: DraftChange) => void };

/** The identifiers of one platform: a field for each, help beside them, and a way to add another. */
export function IdentifierGroup({ platform, draft, onChange }: Props) {
  const rows = draftApps(draft, platform);
  const label = identifierLabel(platform);
  return (
    <div className="ident">
      <Disclosure
        label="Where do I find this?"
        about={`For ${PLATFORM_WORDS[platform].name}`}
        head={
          <label className="label" htmlFor={`app-${rows[0]?.key}`}>
            {label}
          </label>
        }
        middle={rows.map((app, index) => (
          <IdentifierInput
            key={app.key}
            id={`app-${app.key}`}
            platform={platform}
            label={index === 0 ? undefined : `${label}, number ${index + 1}`}
            typed={app.typed}
            reading={readDraftApp(draft, app)}
            isSettled={app.isSettled}
            onType={(typed) => onChange({ do: 'type', key: app.key, typed })}
            onSettle={() => onChange({ do: 'settle', key: app.key })}
            onRemove={rows.length > 1 ? () => onChange({ do: 'remove', key: app.key }) : undefined}
          />
        ))}
      >
        <WhereToFind platform={platform} />
      </Disclosure>
      <Button size="sm" look="plain" className="again" onClick={() => onChange({ do: 'add', platform })}>
        <Plus aria-hidden="true" />
        Add another for {PLATFORM_WORDS[platform].name}
      </Button>
    </div>
  );
}
