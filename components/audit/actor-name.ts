import type { AuditEntry } from '#lib/contract/audit.ts';

const NAMELESS: Record<AuditEntry['actor']['kind'], string> = {
  person: 'Deleted account',
  token: 'Deleted account',
  command: 'The command line',
  system: 'Leasehold',
  anonymous: 'Somebody not signed in',
};

/** Who acted, as a name. A deleted account has none any more. */
export function actorName({ kind, name, isStaff }: AuditEntry['actor'], isForTeam: boolean): string {
  if (name === null) return NAMELESS[kind];
  return isForTeam && isStaff ? `${name} (support)` : name;
}
