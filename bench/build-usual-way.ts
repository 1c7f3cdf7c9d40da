import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Rig } from './rig.ts';

/** Its production build, made when its sources, the packages or the Node changed. It lies in its own `.next`. */
export async function buildUsualWay(rig: Pick<Rig, 'clone' | 'start'>): Promise<void> {
  const folder = join(rig.clone, 'bench', 'usual-way');
  const stamp = join(folder, '.next', 'fingerprint');
  const made = fingerprint(rig.clone, folder);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === made) return;
  process.stderr.write('building the usual way …\n');
  const next = join(rig.clone, 'node_modules', 'next', 'dist', 'bin', 'next');
  const build = rig.start({ name: 'build of the usual way', words: [next, 'build'], cwd: folder, env: {} });
  await build.ended;
  if (build.process.exitCode !== 0) throw new Error(`the usual way does not build:\n${build.output}`);
  writeFileSync(stamp, made);
}

function fingerprint(clone: string, folder: string): string {
  const hash = createHash('sha256').update(process.version);
  hash.update(readFileSync(join(clone, 'package-lock.json')));
  for (const file of globSync('{*,app/**/*}.ts', { cwd: folder }).sort()) {
    // Next writes this one itself.
    if (file !== 'next-env.d.ts') hash.update(file).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}
