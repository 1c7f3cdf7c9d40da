import type { Decision } from '#lib/domain/decide.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { unixSeconds } from '#lib/domain/instant.ts';
import type { LicenseFacts } from '#lib/domain/license.ts';
import type { Answer } from '#sdk/protocol/answer.ts';
import type { CheckRequest } from '#sdk/protocol/check-request.ts';

export type Decided = { check: CheckRequest; license: LicenseFacts | null; decision: Decision; now: Instant };

/**
 * The answer that a decision makes (wire.md section 2): what was asked, repeated exactly, with times in whole seconds
 * of this server's clock. `leaseId` is 16 random base64url characters, used when a lease is granted.
 */
export function answerTo({ check, license, decision, now }: Decided, leaseId: string): Answer {
  const { license: sub, app, product: prd, platform: plt, nonce } = check;
  const iat = unixSeconds(now);
  const asked = { sub, app, prd, plt, nonce, iat };
  switch (decision.outcome) {
    case 'lease': {
      if (license === null) throw new Error('a lease was decided on without a license');
      const exp = iat + decision.leaseSeconds;
      const claims = { ...asked, exp, jti: leaseId, grace: decision.graceSeconds, kind: license.kind };
      return { outcome: 'lease', claims };
    }
    case 'lock':
      return {
        outcome: 'lock',
        claims: { ...asked, exp: iat + decision.retrySeconds, reason: decision.code },
      };
    case 'refusal':
      return {
        outcome: 'refusal',
        claims: { ...asked, exp: iat + decision.retrySeconds, reason: decision.code },
      };
  }
}
