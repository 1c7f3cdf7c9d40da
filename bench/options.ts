import { parseArgs } from 'node:util';

export type Options = {
  rounds: number;
  /** How long a round measures one side. */
  seconds: number;
  /** Names of comparisons; all when empty. */
  only: string[];
  isMarkdown: boolean;
};

/** Fewer rounds than this are for trying out: their medians are no figures. */
export const LEAST_ROUNDS = 5;

const HELP = `npm run bench [-- options]

Measures Leasehold beside the usual way to build it, and beside the bound, and prints the table.

  --rounds N      rounds of each comparison (7; at least ${LEAST_ROUNDS} for figures that count)
  --seconds S     how long a round measures a side (5)
  --only NAME     a comparison alone; may be given more than once, or with commas between
  --markdown      prints the table as documents have it
`;

/** Reads the command line. A text is to be printed instead of measuring: help, or what is wrong. */
export function readOptions(
  words: string[],
  names: readonly string[],
): Options | { text: string; isWrong: boolean } {
  const help = `${HELP}\nComparisons: ${names.join(', ')}\n`;
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        rounds: { type: 'string', default: '7' },
        seconds: { type: 'string', default: '5' },
        only: { type: 'string', multiple: true, default: [] },
        markdown: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { text: help, isWrong: false };
    const only = values.only.flatMap((list) => list.split(','));
    const unknown = only.find((name) => !names.includes(name));
    if (unknown !== undefined) return wrong(`There is no comparison ${JSON.stringify(unknown)}.`, help);
    const rounds = Number(values.rounds);
    const seconds = Number(values.seconds);
    if (!Number.isInteger(rounds) || rounds < 1 || !(seconds > 0)) {
      return wrong('--rounds takes a whole number from 1, --seconds a number above 0.', help);
    }
    return { rounds, seconds, only, isMarkdown: values.markdown };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error), help);
  }
}

function wrong(what: string, help: string): { text: string; isWrong: boolean } {
  return { text: `${what}\n\n${help}`, isWrong: true };
}
