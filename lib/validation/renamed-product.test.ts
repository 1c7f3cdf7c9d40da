import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFor, insertLicenseRow } from '#e2e/check-scene.ts';
import { makeKeys, makeTeam, succeeded } from '#e2e/scene.ts';
import { useTestDatabase } from '#e2e/test-database.ts';
import { updateProduct } from '#lib/licensing/update-product.ts';
import type { Actor } from '#lib/use-case.ts';
import { directChecks } from './direct.ts';
import { installRecorder, makeRecorder, type Recorder } from './recorder.ts';

const db = useTestDatabase();
let server: Server;
let recorder: Recorder;
let operator: Actor;

beforeAll(async () => {
  await makeKeys(db);
  operator = await (await makeTeam(db, 'Acme')).staff('operator');
  recorder = makeRecorder({ sql: db.database.checks });
  installRecorder(recorder);
  server = createServer(directChecks({ readPeer: () => ({ address: '192.0.2.1', isForwarded: false }) }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await recorder.close();
});

async function ask(license: string, product: string) {
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(checkFor(license, { product })),
  });
  const jws = await response.text();
  expect(response.status, jws).toBe(200);
  return { typ: decodeProtectedHeader(jws).typ, ...decodeJwt(jws) };
}

test.each(['trial', 'production'] as const)(
  'devices with a %s license get leases under the new and under the former name of its product, and under no other',
  async (kind) => {
    const [from, to] = kind === 'trial' ? ['BlinkCard', 'CardScan'] : ['PhotoPay', 'SlipScan'];
    const at = Date.now();
    const times = { startsAt: at - 86_400_000, endsAt: kind === 'trial' ? at + 86_400_000 : null };
    const license = await insertLicenseRow(db.sql, { kind, products: [from, 'PDF417'], ...times });
    expect(await ask(license, from)).toMatchObject({ typ: 'lease+jwt', prd: from });
    expect(await ask(license, to)).toMatchObject({ typ: 'refusal+jwt', reason: 'product-not-covered' });
    succeeded(await updateProduct(operator, { product: from, name: to }));
    for (const prd of [from, to, 'PDF417'])
      expect(await ask(license, prd)).toMatchObject({ typ: 'lease+jwt', prd });
    succeeded(await updateProduct(operator, { product: to, name: `${to} 2` }));
    for (const prd of [from, to, `${to} 2`])
      expect(await ask(license, prd)).toMatchObject({ typ: 'lease+jwt', prd });
    expect(await ask(license, 'BlinkID')).toMatchObject({
      typ: 'refusal+jwt',
      reason: 'product-not-covered',
    });
    succeeded(await updateProduct(operator, { product: `${to} 2`, retired: true }));
    expect(await ask(license, from)).toMatchObject({ typ: 'lease+jwt', prd: from });
    if (kind === 'production') {
      const [agreement] = await db.sql`
        select a.products from agreements a join licenses l on l.agreement_id = a.id where l.id = ${license}`;
      expect(agreement?.products).toEqual([`${to} 2`, 'PDF417']);
    }
  },
);
