import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../../e2e/test-database.ts';
import { GET } from './auth.ts';

useTestDatabase({ APP_URL: 'https://licenses.example.com' });

test('where APP_URL is HTTPS, cookies are secure, also behind a proxy that speaks plain HTTP to us', async () => {
  const response = await GET(new NextRequest('http://127.0.0.1:3000/api/auth/csrf'));
  const [cookie = ''] = response.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-authjs\.csrf-token=/);
  expect(cookie).toMatch(/; Secure/);
});
