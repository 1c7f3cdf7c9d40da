/** AUTH_SECRET of tests: 32 bytes, base64url. */
export const TEST_SECRET = 'dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk';
