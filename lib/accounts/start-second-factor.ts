import { keepTotpSecret, lockSecondFactor } from '#db/queries/second-factors.ts';
import { installation } from '#lib/platform/installation.ts';
import { qrCodeSvg } from '#lib/platform/qr-code-svg.ts';
import { sealBytes } from '#lib/platform/sealed-bytes.ts';
import { makeTotpSecret, toBase32, totpUri } from '#lib/platform/totp.ts';
import { done, failed, notFound, useCase } from '#lib/use-case.ts';
import { totpSeal } from './accept-code.ts';
import { confirmPassword } from './confirm-password.ts';
import { counted } from './limits.ts';
import { needsSession, ownSession } from './own-session.ts';

export type StartedSecondFactor = { secret: string; uri: string; qr: string };

const start = useCase<
  { password?: string | undefined },
  StartedSecondFactor,
  'invalid-input' | 'conflict' | 'forbidden' | 'not-found'
>({
  action: 'second-factor.start',
  secret: true,
  async run(act, { password }) {
    const own = ownSession(act);
    if (!own) return needsSession();
    const row = await lockSecondFactor(act.tx, own.personId);
    if (!row) return notFound();
    if (row.totpConfirmedAt)
      return failed('conflict', 'Your account has a second factor already. Turn it off to set up another.');
    const wrong = await confirmPassword(act, { ...own, passwordHash: row.passwordHash, password });
    if (wrong) return wrong;

    const totp = makeTotpSecret();
    await keepTotpSecret(act.tx, own.personId, sealBytes(totp, totpSeal(own.personId)));
    const uri = totpUri(totp, { issuer: installation().config.vendor.name, account: row.email });
    return done(
      { secret: toBase32(totp), uri, qr: qrCodeSvg(uri) },
      { subject: { type: 'person', id: own.personId }, after: { secondFactor: 'shown' } },
    );
  },
});

/**
 * Makes a TOTP secret for whoever asks, in place of one that was not confirmed, and shows it, once: as text, as the
 * address that apps understand, and as that address in a QR code (an SVG element). It counts from when
 * `enableSecondFactor` has seen a code made with it. Answers `conflict` for whoever has a second factor,
 * `invalid-input` without the password when it was not typed lately, `too-many-requests` after ten wrong ones.
 */
export const startSecondFactor = counted('own-password', start);
