import { statfs } from 'node:fs/promises';
import type { Handle } from '#db/client.ts';
import { readUnsealed } from '#db/queries/audit-chain.ts';
import { hasCheckPartition, readServerCondition } from '#db/queries/condition.ts';
import { countJobs } from '#db/queries/jobs-for-operators.ts';
import { isThereAnOperator } from '#db/queries/people.ts';
import { auditKey } from '#lib/audit/audit-key.ts';
import { headFilePath } from '#lib/audit/head-file.ts';
import { headFileFault } from '#lib/audit/keep-head-file.ts';
import type { Instant } from '#lib/domain/instant.ts';
import type { Config } from '#lib/platform/config.ts';
import { installation } from '#lib/platform/installation.ts';
import { verifyMailServer } from '#lib/platform/mailer.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { examineKeys } from './examine-keys.ts';
import { type Finding, fine, warning, wrong } from './finding.ts';

const GIB = 1024 ** 3;
const LITTLE_ROOM_BYTES = 2 * GIB;
const NO_ROOM_BYTES = GIB / 4;
/** Sealing takes seconds; what waits longer waits for something. */
const UNSEALED_MS = 5 * 60_000;

/** What is wrong with this installation, or soon will be, but for mail (`examineMail`). For `doctor` and the page alike. */
export async function examine(handle: Handle, now: Instant): Promise<Finding[]> {
  return [
    ...(await examineDatabase(handle)),
    await examinePartition(handle, now),
    ...(await examineKeys(handle, now)),
    await examineSealing(handle, now),
    await examineJobs(handle),
    await examineDisk(),
    await examineOperators(handle),
  ];
}

async function examineDatabase(handle: Handle): Promise<Finding[]> {
  const condition = await readServerCondition(handle);
  const size = `${(condition.bytes / GIB).toFixed(2)} GiB`;
  const findings = [
    fine('database', `PostgreSQL ${condition.version}, migrated, as ${condition.role}, ${size}`),
    fine(
      'program',
      `Leasehold ${packageJson.version}, Node ${process.versions.node} on ${process.platform} ${process.arch}`,
    ),
  ];
  if (!condition.isSynchronous) {
    findings.push(
      wrong(
        'durability',
        'fsync or synchronous_commit is off: checks that were answered can be lost. Turn both on.',
      ),
    );
  }
  if (condition.hasAuditGrant) {
    findings.push(
      warning(
        'audit log',
        `${condition.login} owns the tables, so that only triggers keep the audit log from being changed. Give it CREATEROLE, or make the roles leasehold_owner and leasehold_app and grant them to it.`,
      ),
    );
  }
  return findings;
}

async function examinePartition(handle: Handle, now: Instant): Promise<Finding> {
  const date = new Date(now);
  const next = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
  return (await hasCheckPartition(handle, next))
    ? fine('check counts', 'next month has its partition')
    : wrong(
        'check counts',
        'next month has no partition: checks would not be answered. Run: npx leasehold migrate',
      );
}

async function examineSealing(handle: Handle, now: Instant): Promise<Finding> {
  const { secret, dataDir } = installation();
  const fault = await headFileFault({ handle, key: await auditKey(secret), dataDir });
  if (fault !== null)
    return wrong(
      'sealing',
      `The audit log is not what ${headFilePath(dataDir)} vouches for: ${fault}. Run: npx leasehold audit verify`,
    );
  const { count, oldestAt } = await readUnsealed(handle);
  if (oldestAt === null || now - oldestAt.getTime() < UNSEALED_MS)
    return fine(
      'sealing',
      count === 0 ? 'every audit entry is sealed' : `${count} audit entries are about to be`,
    );
  return warning(
    'sealing',
    `${count} audit entries have not been sealed since ${oldestAt.toISOString()}. Start the server; if it runs, a transaction has been open for as long somewhere on this database server.`,
  );
}

async function examineJobs(handle: Handle): Promise<Finding> {
  const counts = await countJobs(handle);
  const givenUp = counts['given-up'] ?? 0;
  const failing = counts.failing ?? 0;
  if (givenUp > 0)
    return warning('jobs', `${givenUp} were given up after too many failures. Look at them under Jobs.`);
  if (failing > 0) return warning('jobs', `${failing} failed and will be tried again.`);
  return fine('jobs', 'none is failing');
}

async function examineDisk(): Promise<Finding> {
  const { dataDir } = installation();
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const says = `${(free / GIB).toFixed(1)} GiB are free at ${dataDir}`;
  if (free < NO_ROOM_BYTES) return wrong('disk', `Only ${says}.`);
  return free < LITTLE_ROOM_BYTES ? warning('disk', `Only ${says}.`) : fine('disk', says);
}

async function examineOperators(handle: Handle): Promise<Finding> {
  return (await isThereAnOperator(handle))
    ? fine('operators', 'there is one')
    : warning(
        'operators',
        'There is none yet. Open the link that npm start prints, or: npx leasehold staff add <email> --role operator',
      );
}

/** Asks the mail server whether it takes connections: may take some seconds, so not in a transaction. */
export async function examineMail(config: Config): Promise<Finding> {
  if (config.smtpUrl === null) {
    return config.isLoopback
      ? fine('mail', `written to files, shown at ${config.appUrl}/mail`)
      : wrong(
          'mail',
          'SMTP_URL is not set: nobody but this machine can read what is written to files, and no notice is ever served.',
        );
  }
  const fault = await verifyMailServer(config.smtpUrl);
  return fault === null
    ? fine('mail', 'the mail server takes connections')
    : wrong('mail', `The mail server does not take connections: ${fault}`);
}
