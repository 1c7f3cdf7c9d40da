import type { Words, Writer } from './words.ts';

/** Told to the person alone; `says` is what happened. */
function security(heading: string, says: string): Writer {
  return async ({ sender }): Promise<Words> => ({
    subject: `${heading} (${sender.vendorName})`,
    heading,
    says: [
      says,
      'If it was not you, somebody knows your password: set a new one, which signs you out everywhere, and tell an operator.',
    ],
    facts: [],
    action: { label: 'Look at your account', path: '/account' },
    why: `You get this mail because it concerns the security of your account with ${sender.vendorName}. If you did this, there is nothing to do.`,
  });
}

export const secondFactorOn = security(
  'A second factor was set up',
  'Signing in to your account asks for a code of your authenticator app from now on. Keep the recovery codes where you find them without your phone.',
);
export const secondFactorOff = security(
  'The second factor was taken away',
  'Signing in to your account asks for no code any more.',
);
export const recoveryCodeUsed = security(
  'A recovery code was used',
  'Somebody, most likely you, signed in with a recovery code in place of the second factor. That code does not work again.',
);
