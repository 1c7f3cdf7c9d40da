import { expect, test } from 'vitest';
import { prefersJson } from './prefers-json.ts';

test.each([
  'application/json',
  'application/json, text/plain, */*',
  'application/jwt;q=0.5, application/json',
  'text/html,application/json;v=1;q=0.2',
])('%s prefers JSON', (accept) => {
  expect(prefersJson(accept)).toBe(true);
});
test.each([
  null,
  '',
  '*/*',
  'application/jwt, application/json',
  'application/json;q=0',
  'application/json;q=x',
  'application/problem+json',
])('%s does not prefer JSON', (accept) => {
  expect(prefersJson(accept)).toBe(false);
});
