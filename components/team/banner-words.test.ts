import { expect, it } from 'vitest';
import type { Banner } from '#lib/contract/notices.ts';
import { bannerWords } from './banner-words.ts';

const NOW = Date.UTC(2026, 10, 24, 14, 5);
const MOMENT = '2026-12-24T23:00:00.000Z';
const acme = { id: 'LIC-7F3K-9QXM', name: 'Acme Pay' };

const ending = (changes: Partial<Extract<Banner, { kind: 'ending' }>> = {}): Banner => ({
  kind: 'ending',
  id: '5a1c4a0e-3b0b-4d59-9e02-7f3f6f5f4d3c',
  agreement: { number: 'AGR-7', title: 'Scanning' },
  cause: 'agreement-terminated',
  storedAt: '2026-11-24T10:00:00.000Z',
  servedAt: '2026-11-24T10:00:05.000Z',
  effectiveAt: MOMENT,
  earliestAt: MOMENT,
  message: 'We part.',
  heldUntil: null,
  licenses: [acme],
  ...changes,
});
const says = (banner: Banner, now = NOW) => {
  const { word, headline, says: text, href } = bannerWords(banner, { team: 'acme', now });
  return `${word} | ${headline} | ${text} | ${href}`;
};

it.each<[string, Banner, string]>([
  [
    'a served termination',
    ending(),
    'Notice | Agreement AGR-7 ends: it was terminated | It ends Thu 24 Dec, 23:00 UTC (in 30 days). Scanning with Acme Pay stops on every device then. Release your apps without the SDK before that. | /acme/licenses/LIC-7F3K-9QXM',
  ],
  [
    'a notice that is not served yet',
    ending({ cause: 'material-breach', servedAt: null, effectiveAt: null }),
    'Notice | Agreement AGR-7 ends because of a material breach | It ends no sooner than Thu 24 Dec, 23:00 UTC (in 30 days): its days count from when the notice is served. Scanning with Acme Pay stops on every device then. Cure the breach before that, and nothing ends. | /acme/licenses/LIC-7F3K-9QXM',
  ],
  [
    'an expiry that is held, of several licenses',
    ending({ cause: 'agreement-expired', heldUntil: MOMENT, licenses: [acme, acme, acme] }),
    'Notice | Agreement AGR-7 ends with its last day | It ends Thu 24 Dec, 23:00 UTC (in 30 days). Scanning with Acme Pay and 2 more stops on every device then. Agree on a renewal before that: licenses and keys stay the same. Its end is held while a renewal is being talked about. | /acme/licenses',
  ],
  [
    'an amendment',
    ending({ cause: 'amendment', licenses: [] }),
    'Notice | Agreement AGR-7 changes | It changes Thu 24 Dec, 23:00 UTC (in 30 days). What it no longer covers is refused from then on. Change your apps before that. | /acme/licenses',
  ],
  [
    'a hold by itself',
    { kind: 'hold', agreement: { number: 'AGR-7', title: 'Scanning' }, heldUntil: MOMENT, licenses: [acme] },
    'Held | The end of agreement AGR-7 is held | Nothing of it ends before Thu 24 Dec, 23:00 UTC (in 30 days). Agree on the renewal until then. | /acme/licenses/LIC-7F3K-9QXM',
  ],
  [
    'a lock',
    {
      kind: 'lock',
      license: { ...acme, kind: 'trial' },
      since: '2026-11-24T10:00:00.000Z',
      until: null,
      reason: 'Your key seems to be public',
    },
    'Locked | Acme Pay is locked | Your key seems to be public. The lock stays until support takes it away. | /acme/licenses/LIC-7F3K-9QXM',
  ],
  [
    'an emergency lock',
    {
      kind: 'lock',
      license: { ...acme, kind: 'production' },
      since: '2026-11-24T10:00:00.000Z',
      until: MOMENT,
      reason: 'Leaked.',
    },
    'Locked | Acme Pay is locked | Leaked. The lock ends by itself Thu 24 Dec, 23:00 UTC (in 30 days), unless it is renewed. | /acme/licenses/LIC-7F3K-9QXM',
  ],
])('%s says what happens, when exactly, and what to do', (_what, banner, expected) => {
  expect(says(banner)).toBe(expected);
});

it('says that the moment has come, from the moment on', () => {
  const moment = Date.parse(MOMENT);
  expect(says(ending(), moment - 1)).toContain('It ends Thu 24 Dec');
  expect(says(ending(), moment)).toMatch(
    /^Ended \| Agreement AGR-7 has ended \| Since Thu 24 Dec, 23:00 UTC\. Scanning/,
  );
  expect(bannerWords(ending({ cause: 'agreement-expired' }), { team: 'acme', now: moment }).state).toBe(
    'expired',
  );
  expect(bannerWords(ending(), { team: 'acme', now: moment }).state).toBe('terminated');
  expect(says(ending({ cause: 'amendment' }), moment)).toContain('has changed');
});
