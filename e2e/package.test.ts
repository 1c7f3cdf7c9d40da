import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const clone = dirname(import.meta.dirname);
const project = mkdtempSync(join(tmpdir(), 'leasehold-package-'));
const run = promisify(execFile);
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** 6 kB is what an app is ready to carry for its license. */
const MOST_BYTES = 6_144;

beforeAll(async () => {
  writeFileSync(join(project, 'package.json'), '{"private":true,"type":"module"}');
  await run('npm', ['pack', '--pack-destination', project], { cwd: join(clone, 'sdk') });
  const [file = ''] = readdirSync(project).filter((name) => name.endsWith('.tgz'));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${file}`], { cwd: project });
}, 120_000);

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return outputFiles[0]?.text ?? '';
}

test('it installs into an empty project, runs there and brings nothing along', async () => {
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    '@leasehold',
  ]);
  const script = `
    import { createClient, memoryStore } from '@leasehold/client';
    import { fileStore } from '@leasehold/client/node';
    import { readLicenseKey, PLATFORMS } from '@leasehold/client/protocol';
    const client = createClient({ key: 'x', app: 'a.b', product: 'BlinkID', version: '1', platform: 'android', os: '1', trustedKeys: [], store: memoryStore() });
    console.log((await client.check()).code, typeof fileStore, readLicenseKey('').fault, PLATFORMS.length);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project });
  expect(stdout.trim()).toBe('key-malformed function empty 7');
});

test('its command is there and runs on its own', async () => {
  const { stdout } = await run(join(project, 'node_modules', '.bin', 'leasehold-device'), ['--help']);
  expect(stdout).toContain('machine-id');
});

test('its types are those of the documentation', async () => {
  writeFileSync(
    join(project, 'app.ts'),
    `import { type Client, type ClientOptions, createClient, type Status } from '@leasehold/client';
     import { fileStore } from '@leasehold/client/node';
     const options: ClientOptions = { key: '', app: '', product: '', version: '', platform: 'linux', os: '', trustedKeys: [], store: fileStore('x') };
     const client: Client = createClient(options);
     const status: Status = await client.check({ signal: AbortSignal.timeout(1) });
     const at: number | undefined = status.leaseEndsAt;
     // @ts-expect-error no such platform
     createClient({ ...options, platform: 'amiga' });
     console.log(at, client.inspectKey().ok);
     export {};`,
  );
  const compilerOptions = {
    noEmit: true,
    strict: true,
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom'],
    types: [],
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['app.ts'] }));
  const tsc = join(clone, 'node_modules', '.bin', 'tsc');
  const { stdout } = await run(tsc, ['-p', project]).catch((error: { stdout: string }) => error);
  expect(stdout).toBe('');
});

test('in a browser it weighs at most 6 kB gzipped, without a sentence of the server, zod or Node', async () => {
  const text = await bundle("export { createClient } from '@leasehold/client';");
  const bytes = gzipSync(text, { level: 9 }).length;
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  for (const forbidden of ['node:', 'zod', 'ZodError', 'Copy it again', 'dashboard', 'process.']) {
    expect(text, forbidden).not.toContain(forbidden);
  }
  const reasons = readFileSync(join(clone, 'lib', 'domain', 'reasons', 'lock-reasons.ts'), 'utf8');
  const sentences = [...reasons.matchAll(/says: '([^']+)'/g)].map(([, sentence = '']) => sentence);
  expect(sentences.length).toBeGreaterThan(3);
  for (const sentence of sentences) expect(text).not.toContain(sentence);
});
