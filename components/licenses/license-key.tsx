'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { api } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { KEY_FILES } from './key-files.ts';
import type { MaskedKey } from './masked-key.ts';
import { saveFile } from './save-file.ts';
import { useKeyCopied } from './use-key-copied.ts';

type Props = {
  license: { id: string; licensee: string; products: readonly string[] };
  /** Null for whoever may not see it; `greyed` then says who can. */
  masked: MaskedKey | null;
  greyed: string | null;
  onCopied?: () => void;
};

/** The license key: masked until asked for, copied, and downloaded in the forms that deployments take. */
export function LicenseKey({ license, masked, greyed, onCopied }: Props) {
  const queries = useQueryClient();
  const [shown, setShown] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const noteCopied = useKeyCopied(license.id);

  async function fetchKey(): Promise<string> {
    const { key } = await queries.fetchQuery(
      api.licenses.key.queryOptions({ input: { id: license.id }, staleTime: Number.POSITIVE_INFINITY }),
    );
    return key;
  }
  async function withKey(use: (key: string) => void) {
    try {
      use(await fetchKey());
      setProblem('');
    } catch {
      setProblem('The key could not be read. Try again.');
    }
  }

  if (masked === null) {
    return (
      <div className="keyline">
        <code>••••••••••••</code>
        <span />
        <Button size="sm" look="plain" greyed={greyed ?? 'The key cannot be seen here.'}>
          Copy
        </Button>
      </div>
    );
  }
  const isShown = shown !== null;
  return (
    <>
      <div className="keyline">
        <code className={isShown ? 'whole' : undefined}>{shown ?? masked.long}</code>
        <Button
          look="icon"
          aria-label={isShown ? 'Hide the key' : 'Show the key'}
          onClick={() => (isShown ? setShown(null) : withKey(setShown))}
        >
          {isShown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
        </Button>
        <CopyButton
          text={fetchKey}
          label="Copy"
          withLabel
          look="plain"
          size="sm"
          onCopied={() => {
            noteCopied();
            onCopied?.();
          }}
        />
      </div>
      <div className="take">
        <span>Or download</span>
        {KEY_FILES.map((file) => (
          <button
            key={file.label}
            type="button"
            className="linklike"
            onClick={() =>
              withKey((key) => {
                noteCopied();
                saveFile({
                  name: `${license.id.toLowerCase()}${file.name}`,
                  type: file.type,
                  text: file.text({ ...license, key, fingerprint: masked.fingerprint }),
                });
              })
            }
          >
            {file.label}
          </button>
        ))}
        <span className="print">
          Fingerprint <code>{masked.fingerprint}</code>
        </span>
      </div>
      <div role="status">{problem === '' ? null : <p className="hint bad">{problem}</p>}</div>
    </>
  );
}
