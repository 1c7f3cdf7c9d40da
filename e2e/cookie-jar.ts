import { NextRequest } from 'next/server';
import { GET, POST } from '#lib/accounts/auth.ts';
import type { Account } from './account.ts';

/** A browser as far as next-auth sees one: cookies, and requests that arrive under another address than APP_URL. */
export class Browser {
  readonly cookies = new Map<string, { value: string; attributes: string }>();

  get cookie(): string {
    return [...this.cookies].map(([name, { value }]) => `${name}=${value}`).join('; ');
  }

  async fetch(path: string, form?: Record<string, string>): Promise<Response> {
    const request = new NextRequest(`http://127.0.0.1:9${path}`, {
      method: form ? 'POST' : 'GET',
      headers: { cookie: this.cookie, 'user-agent': 'Test/1.0', 'x-leasehold-peer': '127.0.0.1' },
      ...(form && { body: new URLSearchParams(form) }),
    });
    const response = await (form ? POST(request) : GET(request));
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = '', attributes = ''] = /^([^=]+)=([^;]*);?(.*)$/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, { value, attributes });
    }
    return response;
  }

  async post(path: string, form: Record<string, string>): Promise<URL> {
    const { csrfToken } = (await (await this.fetch('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await this.fetch(path, { csrfToken, ...form });
    return new URL(response.headers.get('location') ?? 'nowhere:');
  }

  signIn(
    { email, password }: Pick<Account, 'email' | 'password'>,
    form: Record<string, string> = {},
  ): Promise<URL> {
    return this.post('/api/auth/callback/credentials', { email, password, ...form });
  }
}
