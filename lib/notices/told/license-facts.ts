import {
  findLastUse,
  listToldApps,
  type ToldAgreement,
  type ToldLicense,
} from '#db/queries/told-subjects.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { platformName } from '../platform-name.ts';
import { sayInstant } from '../say-instant.ts';
import type { Fact, Telling } from './words.ts';

/** As long as counts by the hour are worth looking through for the last one. */
const LAST_USE_DAYS = 90;
const MOST_IDENTIFIERS = 6;
const MOST_LICENSES = 10;

/** Whether something stops for end users because of what is told. */
export type Effect = 'stops' | 'goes on';

/** What every notice about one license names: which, of what, where, whether production is affected, when it was used. */
export async function licenseFacts(
  { handle, now, timeZone }: Telling,
  license: ToldLicense,
  effect: Effect,
): Promise<Fact[]> {
  const apps = await listToldApps(handle, [license.id], MOST_IDENTIFIERS + 1);
  return [
    { label: 'License', value: `${license.name} (${license.id})` },
    { label: 'Product', value: license.products.join(', ') },
    { label: 'Platform', value: license.platforms.map(platformName).join(', ') },
    { label: 'Identifiers', value: someOf(apps, MOST_IDENTIFIERS) },
    { label: 'Production affected', value: effectWords(license.kind === 'production' ? 1 : 0, effect) },
    { label: 'Last use', value: await lastUse({ handle, now, timeZone }, [license.id]) },
  ];
}

/** The same of everything under an agreement. */
export async function agreementFacts(
  { handle, now, timeZone }: Telling,
  { agreement, licenses, effect }: { agreement: ToldAgreement; licenses: ToldLicense[]; effect: Effect },
): Promise<Fact[]> {
  const ids = licenses.map(({ id }) => id);
  const apps = await listToldApps(handle, ids, MOST_IDENTIFIERS + 1);
  return [
    { label: 'Agreement', value: `${agreement.number}, ${agreement.title}` },
    {
      label: 'Licenses',
      value: someOf(
        licenses.map(({ name, id }) => `${name} (${id})`),
        MOST_LICENSES,
      ),
    },
    { label: 'Product', value: agreement.products.join(', ') },
    { label: 'Platform', value: agreement.platforms.map(platformName).join(', ') },
    { label: 'Identifiers', value: someOf(apps, MOST_IDENTIFIERS) },
    { label: 'Production affected', value: effectWords(licenses.length, effect) },
    { label: 'Last use', value: await lastUse({ handle, now, timeZone }, ids) },
  ];
}

/** The first of them, and that there are more. */
export function someOf(values: readonly string[], most: number): string {
  if (values.length === 0) return 'none';
  const shown = values.slice(0, most).join(', ');
  return values.length > most ? `${shown} and more` : shown;
}

function effectWords(productionLicenses: number, effect: Effect): string {
  if (effect === 'goes on') return 'No, nothing stops working';
  if (productionLicenses === 0) return 'No, this is a trial';
  return productionLicenses === 1 ? 'Yes' : `Yes, ${productionLicenses} licenses`;
}

async function lastUse(
  { handle, now, timeZone }: Pick<Telling, 'handle' | 'now' | 'timeZone'>,
  ids: readonly string[],
): Promise<string> {
  const at = await findLastUse(handle, ids, now - LAST_USE_DAYS * DAY_MS);
  return at ? sayInstant(at, timeZone) : `no check in the last ${LAST_USE_DAYS} days`;
}
