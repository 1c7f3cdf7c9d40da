import { join } from 'node:path';
import { minifyContractRouter } from '@orpc/contract';
import { contract } from '#lib/contract/contract.ts';
import { vectors } from './vectors.ts';

const clone = join(import.meta.dirname, '..');

/** The files that are generated from the code, with the text they must have. */
export async function generated(): Promise<{ path: string; text: string }[]> {
  return [
    {
      path: join(clone, 'lib/contract/operations.json'),
      text: `${JSON.stringify(withoutTexts(minifyContractRouter(contract)), null, 2)}\n`,
    },
    ...vectors().map(({ name, text }) => ({ path: join(clone, 'sdk/vectors', name), text })),
  ];
}

/** What the browser sends needs methods, paths and statuses; summaries are for the OpenAPI document. */
function withoutTexts(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part) =>
      ['summary', 'description', 'tags'].includes(key) ? undefined : part,
    ),
  );
}
