import { Ranking } from './ranking.ts';

/** Who waits: by which network and license a place is judged when there are too few. */
export type Waiting = { network: string; license: string };

type Network<T> = { licenses: Ranking<string>; waiting: Map<string, T[]> };

/**
 * Checks in the order of their arrival, in a bounded number of places. When all are taken, whoever holds most places,
 * by network and then by license, loses one, the latest (wire.md section 2): a flood takes places from itself.
 * Who holds how many is counted from the moment at which all are taken until half are free again: as long as there is
 * room nobody asks.
 */
export class WaitingLine<T extends Waiting> {
  readonly #places: number;
  readonly #line = new Set<T>();
  #holders: Holders<T> | null = null;

  constructor(places: number) {
    this.#places = places;
  }

  get length(): number {
    return this.#line.size;
  }

  /** Puts one at the end. Gives the one that lost its place for it, which may be the same; null while there is room. */
  add(one: T): T | null {
    this.#line.add(one);
    this.#holders?.add(one);
    if (this.#line.size <= this.#places) return null;
    this.#holders ??= holdersOf(this.#line);
    const loser = this.#holders.latestOfTheMost();
    if (loser) this.#remove(loser);
    return loser ?? null;
  }

  /** Takes from the front, in order, as long as `isTaken` says so. */
  takeWhile(isTaken: (one: T, taken: number) => boolean): T[] {
    const taken: T[] = [];
    for (const one of this.#line) {
      if (!isTaken(one, taken.length)) break;
      taken.push(one);
    }
    for (const one of taken) this.#remove(one);
    if (this.#line.size <= this.#places / 2) this.#holders = null;
    return taken;
  }

  #remove(one: T): void {
    this.#line.delete(one);
    this.#holders?.remove(one);
  }
}

function holdersOf<T extends Waiting>(line: Iterable<T>): Holders<T> {
  const holders = new Holders<T>();
  for (const one of line) holders.add(one);
  return holders;
}

/** Who holds how many places. */
class Holders<T extends Waiting> {
  readonly #networks = new Map<string, Network<T>>();
  readonly #ranking = new Ranking<string>();

  add(one: T): void {
    this.#ranking.add(one.network);
    const network = this.#networks.get(one.network) ?? { licenses: new Ranking(), waiting: new Map() };
    this.#networks.set(one.network, network);
    network.licenses.add(one.license);
    const waiting = network.waiting.get(one.license) ?? [];
    network.waiting.set(one.license, waiting);
    waiting.push(one);
  }

  latestOfTheMost(): T | undefined {
    const network = this.#networks.get(this.#ranking.top() ?? '');
    return network?.waiting.get(network.licenses.top() ?? '')?.at(-1);
  }

  /** One that goes is always the first or the last of its network and license. */
  remove(one: T): void {
    this.#ranking.remove(one.network);
    const network = this.#networks.get(one.network);
    const waiting = network?.waiting.get(one.license);
    if (!network || !waiting) return;
    network.licenses.remove(one.license);
    if (waiting.at(-1) === one) waiting.pop();
    else waiting.shift();
    if (waiting.length === 0) network.waiting.delete(one.license);
    if (network.waiting.size === 0) this.#networks.delete(one.network);
  }
}
