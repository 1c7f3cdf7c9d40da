import type { client } from '#components/api.ts';
import { draftApps, type TrialDraft } from '#components/licenses/trial-draft.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';

type ProductionInput = Extract<Parameters<typeof client.licenses.create>[0], { kind: 'production' }>;

/** What to send for a production license, and the key of the row each identifier came from. Empty rows are left out, but
 * for `self-hosted`, which is issued one. */
export function productionInput(
  draft: TrialDraft,
  agreement: string,
): { input: ProductionInput; keys: number[] } {
  const rows = draftApps(draft).filter((app) => app.typed.trim() !== '' || app.platform === 'self-hosted');
  const name = draft.name.trim();
  return {
    keys: rows.map(({ key }) => key),
    input: {
      kind: 'production',
      agreement,
      ...(name !== '' && { name }),
      products: [...draft.products],
      platforms: PLATFORMS.filter((platform) => draft.platforms.includes(platform)),
      apps: rows.map(({ platform, typed }) =>
        typed.trim() === '' ? { platform } : { platform, value: typed },
      ),
    },
  };
}
