import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { contract } from '#lib/contract/contract.ts';

type Line = { method: string; path: RegExp };

function linesOf(router: AnyContractRouter): Line[] {
  if (isContractProcedure(router)) {
    const { method = 'POST', path = '/' } = router['~orpc'].route;
    return [{ method, path: new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`) }];
  }
  return Object.values(router).flatMap(linesOf);
}

const lines = linesOf(contract);

/** The methods that an address of the management API takes, from the contract; none when there is no such address. */
export function methodsOf(path: string): string[] {
  const methods = lines.filter((line) => line.path.test(path)).map(({ method }) => method);
  return (methods.includes('GET') ? [...methods, 'HEAD'] : methods).sort();
}
