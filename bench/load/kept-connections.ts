import { licensesOf } from './check-requests.ts';
import { KeptConnection } from './kept-connection.ts';
import type { Load } from './load.ts';

type Run = {
  load: Load;
  /** An answer is whole. */
  onAnswer: (connection: KeptConnection) => void;
  onFailure: (error: unknown) => void;
};

/** As many checks as there are connections are always under way. Gives what ends it. */
export function closedLoop({ load, onAnswer, onFailure }: Run): () => void {
  const licenses = licensesOf(load.licenses);
  const connections = Array.from({ length: load.connections }, () => {
    const again = (connection: KeptConnection) => {
      onAnswer(connection);
      connection.ask(performance.now());
    };
    return new KeptConnection({ load, licenses, onAnswer: again, onFailure });
  });
  for (const connection of connections) connection.ask(performance.now());
  return () => {
    for (const connection of connections) connection.close();
  };
}

/**
 * Checks arrive at fixed moments. One that finds no free connection waits for one; its time counts from the moment at
 * which it should have been asked, so that a server that stalls is not spared (no coordinated omission).
 */
export function openLoop({ load, onAnswer, onFailure, perSecond }: Run & { perSecond: number }): () => void {
  const licenses = licensesOf(load.licenses);
  const waiting: number[] = [];
  const free: KeptConnection[] = [];
  const release = (connection: KeptConnection) => {
    onAnswer(connection);
    const askedAt = waiting.shift();
    if (askedAt === undefined) free.push(connection);
    else connection.ask(askedAt);
  };
  for (let nth = 0; nth < load.connections; nth += 1) {
    free.push(new KeptConnection({ load, licenses, onAnswer: release, onFailure }));
  }
  const all = [...free];
  const every = 1000 / perSecond;
  let next = performance.now() + every;
  let timer = setTimeout(arrive, 1);
  function arrive(): void {
    for (const now = performance.now(); next <= now; next += every) {
      const connection = free.pop();
      if (connection) connection.ask(next);
      else waiting.push(next);
    }
    timer = setTimeout(arrive, 1);
  }
  return () => {
    clearTimeout(timer);
    for (const connection of all) connection.close();
  };
}
