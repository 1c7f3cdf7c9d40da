import { platformName } from '#components/licenses/platform-words.ts';
import type { Refusal } from '#lib/contract/license-acts.ts';
import { nearMissWords } from './near-miss-words.ts';

/** How the server counts what is no identifier of its platform. */
const NO_IDENTIFIER = 'not an identifier';

/** Why checks were refused, in a sentence: what was wrong and what would be right. */
export function RefusalWhy({ refusal }: { refusal: Refusal }) {
  const { code, value, expected, nearMiss, platform, isFixed } = refusal;
  if (isFixed) return 'Put right since: it is not refused any more.';
  if (code === 'app-not-registered') {
    if (value === NO_IDENTIFIER)
      return 'Not an identifier of the platform it came from. Send the application ID, bundle ID or domain.';
    if (nearMiss !== null) return <>Not registered. {nearMissWords(nearMiss)}</>;
    return platform === null ? 'Not registered.' : <>Not registered for {platformName(platform)}.</>;
  }
  if (code === 'platform-not-covered') return <>{platformName(value)} is not covered by this license.</>;
  if (code === 'product-not-covered') return <>This product is not covered: it must be {expected}.</>;
  if (code === 'version-not-covered') return <>This version is not covered: the agreement says {expected}.</>;
  if (code === 'licensee-mismatch')
    return <>It sends another licensee. It must be “{expected}”, every character and case.</>;
  return 'The first day of this license has not come yet.';
}
