import { platformName } from '#components/licenses/platform-words.ts';
import type { License } from '#lib/contract/licenses.ts';
import type { Refusal } from './refusals.ts';

type Props = { refusal: Refusal; license: Pick<License, 'licensee' | 'products'> };

/** Why checks were refused and what to do, in a sentence; as far as counts tell. */
export function RefusalWhy({ refusal: { kind, value, resembles }, license }: Props) {
  if (kind === 'not-registered') {
    return resembles === null ? (
      'Not registered for this license.'
    ) : (
      <>Not registered. It resembles {resembles.value}.</>
    );
  }
  if (kind === 'not-an-identifier')
    return 'Not an identifier of the platform it came from. Send the application ID, bundle ID or domain.';
  if (kind === 'platform-not-covered') return <>{platformName(value)} is not covered by this license.</>;
  return (
    <>
      Registered. Where it is still refused, something else does not match: the licensee must be “
      {license.licensee}”, the product {license.products.join(' or ')}, the platform that of the identifier.
    </>
  );
}
