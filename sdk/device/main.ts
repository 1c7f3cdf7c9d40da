#!/usr/bin/env node
import { createClient } from '../client/client.ts';
import type { Status } from '../client/client-options.ts';
import { clientOptionsOf, type Given, platformOf, readArguments, WrongUse } from './arguments.ts';
import { decode, whatIsWrong } from './decode.ts';
import { diagnose } from './diagnose.ts';
import { machineId } from './machine-id.ts';

const HELP = `leasehold-device <command>

  check        Asks for a lease when none runs, and says how things stand.
  status       Says how things stand, without the network.
  diagnose     Looks at all that stands between this machine and a lease; one line each.
  decode TEXT  Takes a license key, an answer or a key set apart; - reads it from standard input.
  machine-id   Prints what names this machine.

  --key-file FILE | --key TEXT    the license key (or the variable LEASEHOLD_KEY)
  --app ID  --product NAME  --version V  --platform P  --os V
  --trusted-keys FILE             what \`leasehold keys list --json\` prints
  --key-set FILE  --store FOLDER  --proxy URL  --timeout-ms N  --json

Exit code: 0 the product may work (or: nothing is wrong), 1 it may not, 2 wrong use.
`;

type Printed = { text: string; json: unknown; isWell: boolean };

const COMMANDS: Readonly<Record<string, (given: Given) => Promise<Printed>>> = {
  check: async (given) => statusText(await createClient(await clientOptionsOf(given)).check()),
  status: async (given) => statusText(await createClient(await clientOptionsOf(given)).status()),
  async diagnose(given) {
    const findings = await diagnose(await clientOptionsOf(given), given.store ?? '.leasehold-device');
    const lines = findings.map(
      ({ name, state, says, fix }) =>
        `${state.padEnd(8)} ${name.padEnd(12)} ${says}${fix ? `\n${' '.repeat(22)}${fix}` : ''}`,
    );
    return {
      text: lines.join('\n'),
      json: findings,
      isWell: findings.every(({ state }) => state !== 'failed'),
    };
  },
  async decode({ words: [text] }) {
    if (text === undefined)
      throw new WrongUse('Give the text to take apart, or - to read it from standard input.');
    const whole = text === '-' ? await readInput() : text;
    const decoded = decode(whole);
    if (decoded === null)
      return { text: whatIsWrong(whole), json: { error: whatIsWrong(whole) }, isWell: false };
    const { what, notes, ...rest } = decoded;
    return {
      text: [`This is ${what}.`, JSON.stringify(rest, null, 2), ...notes].join('\n'),
      json: decoded,
      isWell: true,
    };
  },
  async 'machine-id'({ platform }) {
    const found = await machineId(platformOf(platform));
    if (found === null) {
      const says =
        'This machine has no machine ID. Use an application ID that the dashboard issues (platform self-hosted).';
      return { text: says, json: { error: says }, isWell: false };
    }
    if (found.advice && process.stderr.isTTY) process.stderr.write(`${found.advice}\n`);
    return { text: found.id, json: found, isWell: true };
  },
};

function statusText(status: Status): Printed {
  const { state, code, leaseEndsAt, graceEndsAt, nextCheckAt, kind, detail } = status;
  const at = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  const rows: [string, string | null | undefined][] = [
    ['state', state],
    ['code', code],
    ['kind', kind],
    ['lease until', at(leaseEndsAt)],
    ['grace until', at(graceEndsAt)],
    ['next check', at(nextCheckAt)],
    ['detail', detail],
  ];
  const lines = rows.filter(([, value]) => value).map(([name, value]) => `${name.padEnd(12)} ${value}`);
  return { text: lines.join('\n'), json: status, isWell: state === 'leased' || state === 'grace' };
}

async function readInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}

async function main([name = '', ...args]: string[]): Promise<number> {
  try {
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    const given = readArguments(args);
    if (given.help || name === '' || name === '--help' || name === '-h' || name === 'help') {
      process.stdout.write(HELP);
      return name === '' ? 2 : 0;
    }
    if (!command) throw new WrongUse(`There is no command ${name}.`);
    const { text, json, isWell } = await command(given);
    process.stdout.write(`${given.json ? JSON.stringify(json) : text}\n`);
    return isWell ? 0 : 1;
  } catch (error) {
    if (!(error instanceof WrongUse)) throw error;
    process.stderr.write(`${error.message} See leasehold-device --help.\n`);
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
