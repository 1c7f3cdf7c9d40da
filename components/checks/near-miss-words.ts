import type { NearMiss, Resemblance } from '#lib/domain/near-misses.ts';

/** How a refused identifier differs from the registered one that it resembles, after "It is like it …". */
const WORDS: Record<Resemblance, (value: string) => string> = {
  'process-suffix': (value) => `It is ${value} with the name of a process behind it.`,
  'other-platform': (value) => `${value} is registered, but for another platform.`,
  case: (value) => `It differs from ${value} in upper and lower case.`,
  'debug-suffix': (value) => `It is ${value} as another build.`,
  subdomain: (value) => `It is another name under the domain of ${value}.`,
  suffix: (value) => `It is ${value} with one segment more or less.`,
  typo: (value) => `It is one character away from ${value}.`,
};

/** What a refused identifier resembles, as a sentence. */
export function nearMissWords({ how, resembles }: NearMiss): string {
  return WORDS[how](resembles.value);
}
