import type { ProblemCode } from '#sdk/protocol/codes.ts';
import type { Reason } from './reason.ts';

/** What people read about each problem that keeps a check from being decided on; some are the management API's too. */
export const PROBLEM_REASONS: Record<ProblemCode, Reason> = {
  'malformed-json': {
    title: 'Malformed JSON',
    says: 'The body is not valid JSON in UTF-8, or names a member twice.',
    fix: 'Send one JSON object in UTF-8, without a byte order mark, each member once.',
    who: 'developer',
    retryHelps: false,
  },
  'invalid-request': {
    title: 'Invalid request',
    says: 'A member of the check is missing or not of its form.',
    fix: 'Correct the members that the errors point at; the wire contract has the form of each.',
    who: 'developer',
    retryHelps: false,
  },
  'unexpected-member': {
    title: 'Unexpected member',
    says: 'The check has a member that the contract does not know. Nothing beyond its eight members is accepted.',
    fix: 'Leave out the members that the errors point at.',
    who: 'developer',
    retryHelps: false,
  },
  'method-not-allowed': {
    title: 'Method not allowed',
    says: 'This address does not answer this HTTP method.',
    fix: 'Use a method that the Allow header names; a check is a POST.',
    who: 'developer',
    retryHelps: false,
  },
  'too-large': {
    title: 'Too large',
    says: 'The body is larger than is read here; a check has at most 2,048 bytes.',
    fix: 'Send a smaller body.',
    who: 'developer',
    retryHelps: false,
  },
  'unsupported-media-type': {
    title: 'Unsupported media type',
    says: 'The body does not say that it is JSON.',
    fix: 'Send it with Content-Type: application/json.',
    who: 'developer',
    retryHelps: false,
  },
  'too-many-requests': {
    title: 'Too many requests',
    says: 'More requests came from this network or account than are answered in this time.',
    fix: 'Wait as long as Retry-After says, then ask again.',
    who: 'nobody',
    retryHelps: true,
  },
  unavailable: {
    title: 'Unavailable',
    says: 'The server cannot answer at this moment. Nothing was decided, and nothing was changed.',
    fix: 'Wait as long as Retry-After says, then ask again. If it lasts, an operator finds the cause with doctor.',
    who: 'operator',
    retryHelps: true,
  },
};
