export { GET, POST } from '#lib/accounts/auth.ts';
