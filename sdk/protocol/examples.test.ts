import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

// Style 12: every export of the SDK has an example that runs. `@example expression // value`, evaluated with the
// exports of all modules here in scope.
const here = new URL('.', import.meta.url);
const files = readdirSync(here).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const scope: Record<string, unknown> = {};
for (const file of files) Object.assign(scope, await import(new URL(file, here).href));

function evaluate(expression: string): unknown {
  return new Function(...Object.keys(scope), `return (async () => (${expression}))()`)(
    ...Object.values(scope),
  );
}

for (const file of files) {
  const source = readFileSync(new URL(file, here), 'utf8');
  const docs = [...source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:async )?function (\w+)/g)];
  const functions = [...source.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1]);
  if (functions.length === 0) continue;
  describe(file, () => {
    test('every function has an example in its docstring', () => {
      const withExample = docs.filter((doc) => doc[1]?.includes('@example')).map((doc) => doc[2]);
      expect(withExample).toEqual(functions);
    });
    for (const [, expression = '', value = ''] of source.matchAll(/^ \* @example (.*) \/\/ (.*)$/gm)) {
      test(`${expression} is ${value}`, async () => {
        expect(await evaluate(expression)).toEqual(await evaluate(value));
      });
    }
  });
}
