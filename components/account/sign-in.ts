const BASE = '/api/auth';

/** Posts to next-auth with its double-submit token; the answer's address says how it went. */
async function post(path: string, members: Record<string, string>): Promise<URL> {
  const token: unknown = await (await fetch(`${BASE}/csrf`)).json();
  if (typeof token !== 'object' || token === null || !('csrfToken' in token))
    throw new Error('no csrf token');
  const response = await fetch(`${BASE}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-auth-return-redirect': '1' },
    body: new URLSearchParams({ csrfToken: String(token.csrfToken), callbackUrl: '/', ...members }),
  });
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('url' in answer))
    throw new Error('no address in the answer');
  return new URL(String(answer.url), window.location.origin);
}

export type SignInOutcome = 'signed-in' | 'wrong' | 'too-many-requests' | 'failed';

/** Signs in by e-mail address and password. Wrong, unverified and suspended are one outcome. */
export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  try {
    const { searchParams } = await post('callback/credentials', { email, password });
    const error = searchParams.get('error');
    if (error === null) return 'signed-in';
    if (searchParams.get('code') === 'too-many-requests') return 'too-many-requests';
    return error === 'CredentialsSignin' ? 'wrong' : 'failed';
  } catch {
    return 'failed';
  }
}

/** Ends this session, on the server too. */
export async function signOut(): Promise<void> {
  await post('signout', {});
}
