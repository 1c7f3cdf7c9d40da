import { parseArgs } from 'node:util';
import { StartRefused } from '#lib/platform/start-refused.ts';
import { type Command, Failed, parseOptionsOf, usageOf, WrongUse } from './command.ts';
import { auditVerify } from './commands/audit-verify.ts';
import { demo } from './commands/demo.ts';
import { demoFill } from './commands/demo-fill.ts';
import { doctor } from './commands/doctor.ts';
import { keysExportRoot } from './commands/keys-export-root.ts';
import { keysList } from './commands/keys-list.ts';
import { keysRetire } from './commands/keys-retire.ts';
import { keysRevoke } from './commands/keys-revoke.ts';
import { keysRotate } from './commands/keys-rotate.ts';
import { keysSignSet } from './commands/keys-sign-set.ts';
import { licenseLock } from './commands/license-lock.ts';
import { licenseShow } from './commands/license-show.ts';
import { licenseUnlock } from './commands/license-unlock.ts';
import { migrateCommand } from './commands/migrate.ts';
import { staffAdd } from './commands/staff-add.ts';
import { staffResetSecondFactor } from './commands/staff-reset-second-factor.ts';
import { start } from './commands/start.ts';
import { tokenCreate } from './commands/token-create.ts';

// The leasehold command. `start` is done by leasehold.mjs itself, which needs no build. Bundled to dist/cli.mjs.

const COMMANDS: readonly Command[] = [
  start,
  migrateCommand,
  doctor,
  staffAdd,
  staffResetSecondFactor,
  tokenCreate,
  keysList,
  keysRotate,
  keysRetire,
  keysRevoke,
  keysExportRoot,
  keysSignSet,
  licenseShow,
  licenseLock,
  licenseUnlock,
  auditVerify,
  demoFill,
  demo,
];

const OVERVIEW = [
  'npx leasehold <command>',
  '',
  ...COMMANDS.map(({ name, args, says }) => `  ${[name, ...args].join(' ').padEnd(24)} ${says}`),
  '',
  'Each has --help. Exit code 0: done, 1: failed, 2: wrong use.',
].join('\n');

function find(words: readonly string[]): { command: Command; rest: string[] } | null {
  for (const command of COMMANDS) {
    const name = command.name.split(' ');
    if (name.every((word, index) => words[index] === word))
      return { command, rest: words.slice(name.length) };
  }
  return null;
}

async function run(words: string[]): Promise<number> {
  const found = find(words);
  if (!found) {
    const isAsked = words.length === 0 || words[0] === '--help' || words[0] === 'help';
    (isAsked ? process.stdout : process.stderr).write(
      isAsked ? `${OVERVIEW}\n` : `There is no command ${JSON.stringify(words.join(' '))}.\n\n${OVERVIEW}\n`,
    );
    return isAsked && words.length > 0 ? 0 : 2;
  }
  const { command, rest } = found;
  try {
    const { values, positionals } = parse(command, rest);
    if (values.help === true) {
      process.stdout.write(`${usageOf(command)}\n`);
      return 0;
    }
    if (positionals.length !== command.args.length)
      throw new WrongUse(
        `This command takes ${command.args.length === 0 ? 'no argument' : command.args.join(' ')}.`,
      );
    await command.run({
      args: positionals,
      options: values,
      print: (value, text) =>
        process.stdout.write(`${values.json === true ? JSON.stringify(value) : text}\n`),
    });
    return 0;
  } catch (error) {
    if (error instanceof WrongUse) {
      process.stderr.write(`${error.message}\n\n${usageOf(command)}\n`);
      return 2;
    }
    if (error instanceof Failed || error instanceof StartRefused) {
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

function parse(
  command: Command,
  args: string[],
): { values: Record<string, string | boolean | string[]>; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: parseOptionsOf(command),
      allowPositionals: true,
      strict: true,
    });
    const entries = Object.entries(values).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    return { values: Object.fromEntries(entries), positionals };
  } catch (error) {
    throw new WrongUse(error instanceof Error ? error.message : String(error));
  }
}

process.exitCode = await run(process.argv.slice(2));
