import { log } from './log.ts';

type Close = (options: { atOnce: boolean }) => Promise<void> | void;

/** What a start has opened, to be closed in the opposite order. Each is tried, whatever becomes of the others. */
export class Closers {
  readonly #closes: { name: string; close: Close }[] = [];
  #hurry: (() => void) | null = null;
  #isHurried = false;

  add(name: string, close: Close): void {
    this.#closes.push({ name, close });
  }

  /** From now on nothing is waited for: what is being closed is told again, `atOnce`. */
  hurry(): void {
    this.#isHurried = true;
    this.#hurry?.();
  }

  async run(): Promise<void> {
    for (const { name, close } of this.#closes.splice(0).reverse()) {
      const attempt = async (atOnce: boolean) => {
        try {
          await close({ atOnce });
        } catch (error) {
          log.error({ err: error, part: name }, 'could not be closed');
        }
      };
      const hurried = new Promise<void>((resolve) => {
        this.#hurry = () => resolve(attempt(true));
      });
      await Promise.race([attempt(this.#isHurried), hurried]);
    }
    this.#hurry = null;
  }
}
