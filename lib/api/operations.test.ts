import { implement } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { contract } from '#lib/contract/contract.ts';
import { products } from '#lib/contract/products.ts';
import { POLICY } from '#lib/domain/policy.ts';
import { byOneOf } from './by.ts';
import type { ApiContext } from './context.ts';
import { isPublic, OPERATIONS, operationsAt, operationsOf } from './operations.ts';

const os = implement(products).$context<ApiContext>();
const list = async () => ({ items: [], next: null });

it('knows of every operation of the contract which rows of the policy it asks', () => {
  const names = Object.entries(contract).flatMap(([room, operations]) =>
    Object.keys(operations).map((name) => `${room}.${name}`),
  );
  expect(OPERATIONS.map(({ name }) => name).sort()).toEqual(names.sort());
  for (const { actions } of OPERATIONS) for (const action of actions) expect(POLICY[action]).toBeDefined();
});

it('says who answers at an address', () => {
  const named = (path: string) => operationsAt(path).map(({ name }) => name);
  expect(named('/licenses/LIC-1')).toEqual(expect.arrayContaining(['licenses.read', 'licenses.rename']));
  expect(named('/licenses/LIC-1/nothing')).toEqual([]);
  expect(
    operationsAt('/products')
      .filter(isPublic)
      .map(({ name }) => name),
  ).toEqual(['products.list']);
});

describe('the start stops', () => {
  it('for an operation that asks no row of the policy', () => {
    const router = { products: { list: os.list.handler(list) } };
    expect(() => operationsOf(router)).toThrow(/^products\.list asks no row of the policy/);
  });

  it('for one that asks for a row that there is not', () => {
    const misspelled = { action: 'product.lits' } as unknown as { action: keyof typeof POLICY };
    const router = { products: { list: os.list.handler(byOneOf([misspelled], list)) } };
    expect(() => operationsOf(router)).toThrow(
      'products.list asks for product.lits, which the policy has no row for',
    );
  });
});
