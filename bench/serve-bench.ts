import type { Server } from 'node:net';

/** Lets a peer of the benchmark listen where PORT says, on loopback, until the benchmark has ended. */
export function serveBench(server: Server): void {
  server.listen({ host: '127.0.0.1', port: Number(process.env.PORT) }, () => process.send?.('ready'));
  process.once('disconnect', () => process.exit());
  // A Ctrl-C reaches every process of the terminal; the benchmark ends us when it has seen it too.
  process.on('SIGINT', () => undefined);
}
