import { installation } from '#lib/platform/installation.ts';
import { done, type UseCase, useCase } from '#lib/use-case.ts';
import { examine, examineMail } from './examine.ts';
import type { Finding } from './finding.ts';

/** `at` is RFC 3339. */
export type Health = { at: string; findings: Finding[] };

const examineInTransaction = useCase<unknown, Health>({
  action: 'health.read',
  run: async ({ tx, now }) => done({ at: new Date(now).toISOString(), findings: await examine(tx, now) }),
});

/** What `leasehold doctor` finds. Answers `forbidden`. */
export const readHealth: UseCase<unknown, Health, never> = Object.assign(
  async (...[actor, input, call]: Parameters<typeof examineInTransaction>) => {
    const result = await examineInTransaction(actor, input, call);
    if (!result.ok) return result;
    const findings = [...result.value.findings, await examineMail(installation().config)];
    return { ok: true as const, value: { ...result.value, findings } };
  },
  { action: examineInTransaction.action },
);
