import { existsSync } from 'node:fs';
import { database, findsPooler } from '#db/client.ts';
import { hasCheckPartition, readServerCondition } from '#db/queries/condition.ts';
import { listSigningKeys } from '#db/queries/keys.ts';
import { isThereAnOperator } from '#db/queries/people.ts';
import { DAY_MS } from '#lib/domain/instant.ts';
import { KEY_SET_WARNING_MS, keySetStanding } from '#lib/keys/key-set-standing.ts';
import { openKeyStore } from '#lib/keys/open-key-store.ts';
import { BRING_A_ROOT } from '#lib/keys/roots.ts';
import { spareRootPath } from '#lib/keys/spare-root-file.ts';
import { installation } from '#lib/platform/installation.ts';
import { verifyMailServer } from '#lib/platform/mailer.ts';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { type Command, Failed, JSON_OPTION } from '../command.ts';
import { type Opened, withInstallation } from '../open-installation.ts';

type Finding = { about: string; result: 'fine' | 'warning' | 'wrong'; says: string };

export const doctor: Command = {
  name: 'doctor',
  args: [],
  says: 'Look for what is wrong with this installation, or soon will be.',
  options: JSON_OPTION,
  run: async (given) => {
    const findings = await withInstallation('doctor', (opened) => examine(opened, Date.now()));
    const sign = { fine: 'fine   ', warning: 'warning', wrong: 'WRONG  ' };
    given.print(
      findings,
      findings.map(({ about, result, says }) => `${sign[result]}  ${about.padEnd(14)} ${says}`).join('\n'),
    );
    const wrong = findings.filter(({ result }) => result === 'wrong').length;
    if (wrong > 0) throw new Failed(`${wrong} ${wrong === 1 ? 'thing is' : 'things are'} wrong.`);
  },
};

async function examine(opened: Opened, now: number): Promise<Finding[]> {
  return [
    ...(await examineDatabase(opened)),
    await examinePartition(now),
    ...(await examineKeys(now)),
    await examineMail(opened),
    await examineOperators(),
  ];
}

async function examineDatabase({ server, roles }: Opened): Promise<Finding[]> {
  const condition = await readServerCondition(database().orm);
  const findings: Finding[] = [
    {
      about: 'database',
      result: 'fine',
      says: `PostgreSQL ${condition.version}, migrated, as ${condition.role}`,
    },
  ];
  if (!condition.isSynchronous) {
    findings.push({
      about: 'durability',
      result: 'wrong',
      says: 'fsync or synchronous_commit is off: checks that were answered can be lost. Turn both on.',
    });
  }
  if (roles.appRole === null || condition.hasAuditGrant) {
    findings.push({
      about: 'audit log',
      result: 'warning',
      says: `${condition.login} owns the tables, so that only triggers keep the audit log from being changed. Give it CREATEROLE, or make the roles leasehold_owner and leasehold_app and grant them to it.`,
    });
  }
  if (server.isPrepared && (await findsPooler(database().checks))) {
    findings.push({
      about: 'pooler',
      result: 'wrong',
      says: 'A pooler in transaction mode is in between. Add ?prepare=false to DATABASE_URL and set DATABASE_DIRECT_URL.',
    });
  }
  return findings;
}

async function examinePartition(now: number): Promise<Finding> {
  const date = new Date(now);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  const isThere = await hasCheckPartition(database().orm, next);
  return isThere
    ? { about: 'check counts', result: 'fine', says: 'next month has its partition' }
    : {
        about: 'check counts',
        result: 'wrong',
        says: 'next month has no partition: checks would not be answered. Run: npx leasehold migrate',
      };
}

async function examineKeys(now: number): Promise<Finding[]> {
  const { secret, dataDir } = installation();
  const handle = database().orm;
  if ((await listSigningKeys(handle)).length === 0) {
    return [{ about: 'keys', result: 'warning', says: 'There are none yet; the first start makes them.' }];
  }
  const findings: Finding[] = [];
  try {
    await openKeyStore({ handle, secret });
    findings.push({ about: 'keys', result: 'fine', says: 'the signing keys can be opened' });
  } catch (error) {
    if (!(error instanceof StartRefused)) throw error;
    findings.push({ about: 'keys', result: 'wrong', says: error.message });
  }
  findings.push(await examineKeySet(now));
  const spare = spareRootPath(dataDir);
  if (existsSync(spare)) {
    findings.push({
      about: 'spare root',
      result: 'warning',
      says: `Its private part still lies in ${spare}. Carry it off-line and delete the file.`,
    });
  }
  return findings;
}

async function examineKeySet(now: number): Promise<Finding> {
  const { ver, endsAt, isCurrent, isRootOnline } = await keySetStanding(database().orm);
  const remedy = isRootOnline ? 'Start the server.' : BRING_A_ROOT;
  const leftMs = Date.parse(endsAt) - now;
  const left = `key set ${ver} ends in ${Math.max(0, Math.floor(leftMs / DAY_MS))} days`;
  if (leftMs <= 0)
    return {
      about: 'key set',
      result: 'wrong',
      says: `${left}: devices that need a new one get none. ${remedy}`,
    };
  if (!isCurrent)
    return {
      about: 'key set',
      result: 'warning',
      says: `Keys were changed that no key set lists. ${remedy}`,
    };
  if (leftMs < KEY_SET_WARNING_MS) return { about: 'key set', result: 'warning', says: `${left}. ${remedy}` };
  return { about: 'key set', result: 'fine', says: left };
}

async function examineMail({ config }: Opened): Promise<Finding> {
  if (config.smtpUrl === null) {
    return config.isLoopback
      ? { about: 'mail', result: 'fine', says: `written to files, shown at ${config.appUrl}/mail` }
      : {
          about: 'mail',
          result: 'wrong',
          says: 'SMTP_URL is not set: nobody but this machine can read what is written to files.',
        };
  }
  const fault = await verifyMailServer(config.smtpUrl);
  return fault === null
    ? { about: 'mail', result: 'fine', says: 'the mail server takes connections' }
    : { about: 'mail', result: 'wrong', says: `The mail server does not take connections: ${fault}` };
}

async function examineOperators(): Promise<Finding> {
  return (await isThereAnOperator(database().orm))
    ? { about: 'operators', result: 'fine', says: 'there is one' }
    : {
        about: 'operators',
        result: 'warning',
        says: 'There is none yet. Open the link that npm start prints, or: npx leasehold staff add <email> --role operator',
      };
}
