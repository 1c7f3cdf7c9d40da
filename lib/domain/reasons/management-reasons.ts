import type { ProblemCode } from '#sdk/protocol/codes.ts';
import type { ManagementCode } from '../management-codes.ts';
import type { Reason } from './reason.ts';

/** What people read about each code of the management API that a check does not have too. */
export const MANAGEMENT_REASONS: Record<Exclude<ManagementCode, ProblemCode>, Reason> = {
  unauthenticated: {
    title: 'Not signed in',
    says: 'This needs a session or an API token, and none that is valid was sent.',
    fix: 'Sign in, or send Authorization: Bearer with a token that has not ended.',
    who: 'developer',
    retryHelps: false,
  },
  forbidden: {
    title: 'Not allowed',
    says: 'Your role does not allow this.',
    fix: 'Ask an owner or admin of your team to do it, or to change your role.',
    who: 'team',
    retryHelps: false,
  },
  'second-factor-required': {
    title: 'Second factor needed',
    says: 'This session was opened with a password alone, and this needs a second factor.',
    fix: 'Give the code of your authenticator app, or set one up first. An API token needs none.',
    who: 'developer',
    retryHelps: false,
  },
  'not-found': {
    title: 'Not found',
    says: 'There is nothing here that you can see.',
    fix: 'Check the address, and whether you are signed in with the right account.',
    who: 'developer',
    retryHelps: false,
  },
  'invalid-input': {
    title: 'Invalid input',
    says: 'Something in the input is missing or not of its form.',
    fix: 'Correct the fields that the errors point at.',
    who: 'developer',
    retryHelps: false,
  },
  conflict: {
    title: 'Not possible now',
    says: 'The present state of this does not allow what was asked.',
    fix: 'Load it again to see its present state, then decide again.',
    who: 'developer',
    retryHelps: false,
  },
  'approval-needed': {
    title: 'A second person is needed',
    says: 'A production license is locked by two people: one asks, another approves. Nothing was changed.',
    fix: 'Ask for the lock; any other member of staff can approve it.',
    who: 'support',
    retryHelps: false,
  },
  'stale-version': {
    title: 'Changed in the meantime',
    says: 'Somebody changed this after you loaded it. Nothing was overwritten.',
    fix: 'Load it again and repeat your change on the present version.',
    who: 'developer',
    retryHelps: false,
  },
  'idempotency-conflict': {
    title: 'Idempotency key used before',
    says: 'This Idempotency-Key was used for another request, or for one whose answer is not kept.',
    fix: 'Use a new Idempotency-Key for each request. To see what the first one did, read the resource.',
    who: 'developer',
    retryHelps: false,
  },
  'trial-limit-running': {
    title: 'Too many running trials',
    says: 'Your team already has as many running trials of this product as can be had without asking.',
    fix: 'Add the identifier or platform to a running trial, or ask sales for another.',
    who: 'sales',
    retryHelps: false,
  },
  'trial-limit-year': {
    title: 'Too many trials in twelve months',
    says: 'Your team has started as many trials of this product in twelve months as can be had without asking.',
    fix: 'Ask sales for another trial or for production.',
    who: 'sales',
    retryHelps: false,
  },
  'too-many-apps': {
    title: 'Too many application identifiers',
    says: 'The license would have more application identifiers than it may have.',
    fix: 'Remove those that are not used any more, or ask sales for a higher limit.',
    who: 'sales',
    retryHelps: false,
  },
  'app-taken': {
    title: 'Identifier is registered already',
    says: 'This application identifier is already registered for this license.',
    fix: 'Nothing is missing: it counts already. Correct the identifier if another one was meant.',
    who: 'developer',
    retryHelps: false,
  },
  'invalid-token': {
    title: 'Link or token not valid',
    says: 'This link or token was used before, has run out, or was not copied whole.',
    fix: 'Ask for a new one.',
    who: 'developer',
    retryHelps: false,
  },
  'sign-in-required': {
    title: 'Another account is asked for',
    says: 'This belongs to an address that has an account, and whoever asks is not signed in as that address.',
    fix: 'Sign in as the address the mail went to, then accept again.',
    who: 'developer',
    retryHelps: false,
  },
  internal: {
    title: 'Internal error',
    says: 'Something broke on the server; it is logged under the request ID.',
    fix: 'Try again. If it happens again, tell the operator the request ID.',
    who: 'operator',
    retryHelps: true,
  },
};
