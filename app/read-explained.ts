import 'server-only';
import { type CheckFields, fieldsOf, readFields, sentOf } from '#components/checks/check-fields.ts';
import { readProblem, type ShownProblem } from '#components/read-problem.ts';
import type { serverApi } from '#lib/api/in-process.ts';
import type { Explanation } from '#lib/contract/explain.ts';

type Asked = {
  license: string;
  fields: CheckFields;
  told: Explanation | null;
  problem: ShownProblem | null;
};

/** What the address of a page that explains asks, and the explanation; or what is wrong with the question. */
export async function readExplained(
  api: Awaited<ReturnType<typeof serverApi>>,
  params: Readonly<Record<string, string | string[] | undefined>>,
): Promise<Asked> {
  const license = typeof params.license === 'string' ? params.license.slice(0, 40) : '';
  const fields = readFields(params);
  if (license === '') return { license, fields, told: null, problem: null };
  try {
    const told = await api.explain.check({ license, ...sentOf(fields) });
    return { license, fields: fieldsOf(told.request), told, problem: null };
  } catch (error) {
    return { license, fields, told: null, problem: readProblem(error) };
  }
}
