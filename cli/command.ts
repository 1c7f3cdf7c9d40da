import type { ParseArgsConfig } from 'node:util';

/** Options a command takes, as node:util parses them, with the words for `--help`. */
export type CommandOption = { type: 'string' | 'boolean'; multiple?: boolean; says: string };

/** What a command is given: its arguments, checked for number, and its options. */
export type Given = {
  args: string[];
  options: Readonly<Record<string, string | boolean | string[] | undefined>>;
  /** Prints for people, or as JSON with `--json`. */
  print: (value: unknown, text: string) => void;
};

export type Command = {
  /** Its words, as typed: `license lock`. */
  name: string;
  /** The arguments after the words, as `--help` shows them: `<id>`. */
  args: readonly string[];
  says: string;
  options: Readonly<Record<string, CommandOption>>;
  run: (given: Given) => Promise<void>;
};

/** Wrong use: exit code 2, with the usage. */
export class WrongUse extends Error {}
/** The command could not do what was asked: exit code 1. */
export class Failed extends Error {}

export const JSON_OPTION = { json: { type: 'boolean', says: 'Print JSON.' } } as const satisfies Record<
  string,
  CommandOption
>;

/** A string option that must be given. */
export function required({ options }: Given, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new WrongUse(`--${name} is missing.`);
  return value;
}

/** A string option that may be left out. */
export function optional({ options }: Given, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

/** The argument at an index; the number of arguments was checked before. */
export function argument({ args }: Given, index: number): string {
  const value = args[index];
  if (value === undefined) throw new WrongUse('An argument is missing.');
  return value;
}

export function usageOf({ name, args, says, options }: Command): string {
  const lines = Object.entries(options).map(([option, { type, says: text }]) => {
    const shown = type === 'string' ? `--${option} <value>` : `--${option}`;
    return `  ${shown.padEnd(24)} ${text}`;
  });
  return [
    `npx leasehold ${[name, ...args].join(' ')}${lines.length > 0 ? ' [options]' : ''}`,
    '',
    says,
    ...(lines.length > 0 ? ['', ...lines] : []),
  ].join('\n');
}

export function parseOptionsOf({ options }: Command): NonNullable<ParseArgsConfig['options']> {
  const parsed: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean' } };
  for (const [name, { type, multiple }] of Object.entries(options))
    parsed[name] = { type, multiple: multiple ?? false };
  return parsed;
}
