import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from './generated.ts';

it('what is generated and checked in is up to date (npm run generate)', async () => {
  for (const { path, text } of await generated()) expect(readFileSync(path, 'utf8'), path).toBe(text);
});
