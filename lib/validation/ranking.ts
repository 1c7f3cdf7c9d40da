/** Counts by name, and which name has the most. Every operation takes the same time, however many names there are. */
export class Ranking<Name> {
  readonly #counts = new Map<Name, number>();
  /** The names with each count. */
  readonly #names = new Map<number, Set<Name>>();
  #most = 0;

  add(name: Name): void {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#move(name, count);
    this.#most = Math.max(this.#most, count);
  }

  remove(name: Name): void {
    const count = this.#counts.get(name);
    if (count === undefined) return;
    this.#move(name, count - 1);
    // Counts change by one, so the most does too.
    if (!this.#names.has(this.#most)) this.#most -= 1;
  }

  /** A name with the highest count, undefined when there are none. */
  top(): Name | undefined {
    return this.#names.get(this.#most)?.values().next().value;
  }

  #move(name: Name, count: number): void {
    const former = this.#counts.get(name) ?? 0;
    const peers = this.#names.get(former);
    peers?.delete(name);
    if (peers?.size === 0) this.#names.delete(former);
    if (count === 0) {
      this.#counts.delete(name);
      return;
    }
    this.#counts.set(name, count);
    const joined = this.#names.get(count) ?? new Set();
    this.#names.set(count, joined.add(name));
  }
}
