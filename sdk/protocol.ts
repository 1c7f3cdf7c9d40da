export { ANSWER_TYPES, type Answer, type LicenseKind, type Outcome, parseAnswer } from './protocol/answer.ts';
export { type CheckRequest, type ParsedCheck, parseCheckRequest } from './protocol/check-request.ts';
export {
  DEVICE_CODES,
  type DeviceCode,
  LOCK_CODES,
  type LockCode,
  PROBLEM_CODES,
  type ProblemCode,
  REFUSAL_CODES,
  type RefusalCode,
} from './protocol/codes.ts';
export { type KeyedJwk, keyId, type PublicJwk, parsePublicJwk } from './protocol/jwk.ts';
export { type CompactJws, readJws } from './protocol/jws.ts';
export { KEY_SET_TYPE, type KeySet, parseKeySet, verifyKeySet } from './protocol/key-set.ts';
export { isLicenseId, type LicenseId, parseLicenseId } from './protocol/license-id.ts';
export {
  LICENSE_KEY_TYPE,
  type LicenseKeyClaims,
  type LicenseKeyFault,
  readLicenseKey,
  verifyLicenseKey,
} from './protocol/license-key.ts';
export { type InspectedLicenseKey, inspectLicenseKey } from './protocol/license-key-words.ts';
export { isPlatform, PLATFORMS, type Platform } from './protocol/platforms.ts';
export {
  type AnswerFault,
  type AskedCheck,
  type Ed25519Verify,
  type JwsFault,
  verifyAnswer,
  verifyJws,
} from './protocol/verify.ts';
