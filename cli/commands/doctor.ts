import { database, findsPooler } from '#db/client.ts';
import { examine, examineMail } from '#lib/operating/examine.ts';
import { type Finding, wrong } from '#lib/operating/finding.ts';
import { type Command, Failed, JSON_OPTION } from '../command.ts';
import { type Opened, withInstallation } from '../open-installation.ts';

export const doctor: Command = {
  name: 'doctor',
  args: [],
  says: 'Look for what is wrong with this installation, or soon will be.',
  options: JSON_OPTION,
  run: async (given) => {
    const findings = await withInstallation('doctor', examineAll);
    const sign = { fine: 'fine   ', warning: 'warning', wrong: 'WRONG  ' };
    given.print(
      findings,
      findings.map(({ about, result, says }) => `${sign[result]}  ${about.padEnd(14)} ${says}`).join('\n'),
    );
    const faults = findings.filter(({ result }) => result === 'wrong').length;
    if (faults > 0) throw new Failed(`${faults} ${faults === 1 ? 'thing is' : 'things are'} wrong.`);
  },
};

async function examineAll({ config, server }: Opened): Promise<Finding[]> {
  const findings = [...(await examine(database().orm, Date.now())), await examineMail(config)];
  if (!server.isPrepared || !(await findsPooler(database().checks))) return findings;
  return [
    ...findings,
    wrong(
      'pooler',
      'A pooler in transaction mode is in between. Add ?prepare=false to DATABASE_URL and set DATABASE_DIRECT_URL.',
    ),
  ];
}
