import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { makeLog } from './log.ts';

function logged(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog(new Writable({ write: (chunk, _, done) => done(void lines.push(String(chunk))) })));
  return lines.join('');
}

it('leaves out the parameters of a failed query, also where another error carries it', () => {
  const query = new Error(
    'Failed query: insert into people values ($1, $2)\nparams: mira@example.com,$argon2id$abc',
  );
  const text = logged((log) =>
    log.error({ err: new Error('account.sign-up failed', { cause: query }) }, 'failed'),
  );
  expect(text).toContain('insert into people values ($1, $2)');
  expect(text).not.toMatch(/mira@example\.com|argon2id/);
});

it('leaves out secrets by their names', () => {
  const text = logged((log) => log.info({ password: 'hunter2', request: { cookie: 'abc123' } }, 'x'));
  expect(text).not.toMatch(/hunter2|abc123/);
});
