/**
 * Checks who imports whom (.dependency-cruiser.cjs), and that the tool saw every module: one that is blind finds
 * nothing wrong.
 */
import { execFileSync } from 'node:child_process';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTypeScript from 'dependency-cruiser/config-utl/extract-ts-config';

const ROOMS = [
  'app',
  'components',
  'lib',
  'db',
  'sdk',
  'cli',
  'bench',
  'e2e',
  'server.ts',
  'instrumentation.ts',
];

const known = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...ROOMS],
  { encoding: 'utf8' },
)
  .split('\n')
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts'));

const options = await extractOptions('./.dependency-cruiser.cjs');
const present = ROOMS.filter((room) => known.some((path) => path === room || path.startsWith(`${room}/`)));
const { output } = await cruise(
  present,
  { ...options, validate: true },
  {},
  { tsConfig: extractTypeScript('./tsconfig.json') },
);
if (typeof output === 'string') throw new Error('dependency-cruiser gave text');

const seen = new Set(output.modules.map(({ source }) => source));
const unseen = known.filter((path) => !seen.has(path));
for (const { rule, from, to } of output.summary.violations)
  process.stdout.write(`${rule.name}: ${from} → ${to}\n`);
for (const path of unseen) process.stdout.write(`not seen: ${path}\n`);
const wrong = output.summary.violations.length + unseen.length;
process.stdout.write(
  `${known.length} modules, ${known.length - unseen.length} seen, ${output.summary.violations.length} violations\n`,
);
process.exitCode = wrong === 0 && known.length > 0 ? 0 : 1;
