import { expect, test } from 'vitest';
import type { z } from 'zod';
import { email, password } from '#lib/contract/accounts.ts';
import { line } from '#lib/contract/values.ts';
import { type Check, checkEmail, checkLine, checkNewPassword } from './checks.ts';

const cases: [string, Check, z.ZodType, string[]][] = [
  [
    'e-mail address',
    checkEmail,
    email,
    ['', 'a', 'a@b', 'a@b.example', ' a@b.example ', 'a b@c.example', `${'a'.repeat(250)}@b.example`],
  ],
  ['new password', checkNewPassword, password, ['', 'short', 'ten chars!', 'x'.repeat(200), 'x'.repeat(201)]],
  [
    'line',
    checkLine('Say at least one character.'),
    line(100),
    ['', '   ', 'Acme Inc', 'x'.repeat(100), 'x'.repeat(101)],
  ],
];

test.each(cases)('the form says of a %s what the server says', (_, check, schema, values) => {
  for (const value of values) {
    const first = schema.safeParse(value).error?.issues[0]?.message ?? null;
    expect([value, check(value)]).toEqual([value, first]);
  }
});
