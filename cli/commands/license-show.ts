import type { LicenseView } from '#lib/licensing/license-view.ts';
import { readLicense } from '#lib/licensing/read-license.ts';
import { byCommand } from '../by-command.ts';
import { argument, type Command, JSON_OPTION } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const licenseShow: Command = {
  name: 'license show',
  args: ['<id>'],
  says: 'Show a license and its state.',
  options: JSON_OPTION,
  run: async (given) => {
    const license = await withInstallation('license show', () =>
      byCommand(readLicense, { id: argument(given, 0) }),
    );
    given.print(license, textOf(license));
  },
};

function factOf(name: string, value: string | null): [string, string][] {
  return value === null ? [] : [[name, value]];
}

/** A license for a terminal: a line a fact. */
export function textOf(license: LicenseView): string {
  const facts: [string, string][] = [
    ['License', `${license.id}  ${license.name}`],
    ['State', license.stateReason === null ? license.state : `${license.state}: ${license.stateReason}`],
    ...factOf('Since', license.stateSince),
    ...factOf('Until', license.stateUntil),
    ...factOf('Replaced by', license.replacedBy),
    ['Licensee', `${license.licensee} (team ${license.team})`],
    ['Kind', license.kind],
    ['Products', license.products.join(', ')],
    ['Platforms', license.platforms.join(', ')],
    ['Runs', `${license.startsAt} to ${license.endsAt ?? 'no end'}`],
    [
      'Lease, grace, retry',
      `${license.leaseSeconds} s, ${license.graceSeconds} s, ${license.retrySeconds} s`,
    ],
    ...license.apps.map((app): [string, string] => ['Identifier', `${app.value} (${app.platform})`]),
  ];
  return facts.map(([name, value]) => `${name.padEnd(20)} ${value}`).join('\n');
}
