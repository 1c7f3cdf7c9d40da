/** Writes what is generated from the code and checked in. `npm run generate`; a test fails when it is not up to date. */
import { writeFileSync } from 'node:fs';
import { generated } from './generated.ts';

for (const { path, text } of await generated()) writeFileSync(path, text);
