import { database } from '#db/client.ts';
import { readAuditHead } from '#lib/audit/audit-head.ts';
import { auditKey } from '#lib/audit/audit-key.ts';
import { headFilePath, readHeadFile } from '#lib/audit/head-file.ts';
import { type AuditVerdict, type KeptHead, verifyAudit } from '#lib/audit/verify-audit.ts';
import { publishedJwk } from '#lib/keys/signing-key.ts';
import { installation } from '#lib/platform/installation.ts';
import { type Command, Failed, JSON_OPTION, optional, WrongUse } from '../command.ts';
import { withInstallation } from '../open-installation.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  args: [],
  says: 'Go through the audit log: whether an entry was changed, removed, moved or cut off.',
  options: {
    head: { type: 'string', says: 'A head that was kept elsewhere: the log must hold what it vouches for.' },
    ...JSON_OPTION,
  },
  run: async (given) => {
    const { verdict, key } = await withInstallation('audit verify', () => verify(optional(given, 'head')));
    given.print({ ok: verdict.fault === null, ...verdict, key: publishedJwk(key.jwk) }, textOf(verdict));
    if (verdict.fault !== null) throw new Failed('The audit log is not as it was written.');
  },
};

async function verify(given: string | undefined) {
  const { secret, dataDir } = installation();
  const key = await auditKey(secret);
  const kept: KeptHead[] = [];
  if (given !== undefined) {
    if (readAuditHead(key, given).is === 'no-head')
      throw new WrongUse('--head is no head. It is the line in DATA_DIR/audit-head, and begins with eyJ.');
    kept.push({ where: 'The head given', jws: given });
  }
  const filed = await readHeadFile(dataDir);
  if (filed !== null) kept.push({ where: `The head in ${headFilePath(dataDir)}`, jws: filed });
  return { verdict: await verifyAudit(database().orm, { key, kept }), key };
}

function textOf({ sealed, unsealed, head, fault }: AuditVerdict): string {
  if (fault !== null) {
    const good = sealed === 0 ? 'No entry' : sealed === 1 ? '1 entry' : `${sealed} entries`;
    return `${fault.says}\n${good} before that ${sealed === 1 ? 'is as it was' : 'are as they were'} sealed.`;
  }
  return [
    `${sealed} ${sealed === 1 ? 'entry is as it was' : 'entries are as they were'} sealed.`,
    ...(unsealed > 0
      ? [
          `${unsealed} younger ${unsealed === 1 ? 'one is' : 'ones are'} not yet sealed; the server does it every few seconds.`,
        ]
      : []),
    ...(head === null ? [] : [`Keep this head elsewhere: ${head}`]),
  ].join('\n');
}
