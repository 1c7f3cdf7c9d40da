import { connect, createSecureContext } from 'node:tls';
import { CheckRequests, licensesOf } from './check-requests.ts';
import type { Load } from './load.ts';
import { ResponseReader } from './response-reader.ts';

type Run = {
  load: Load;
  ca: string;
  onAnswer: (answered: { requests: CheckRequests; reader: ResponseReader; askedAt: number }) => void;
  onFailure: (error: unknown) => void;
};

/** A new TLS connection for each check, without a session to resume: as devices do that check once a day. */
export function newTlsConnections({ load, ca, onAnswer, onFailure }: Run): () => void {
  const licenses = licensesOf(load.licenses);
  const secureContext = createSecureContext({ ca });
  let isOver = false;
  const check = (requests: CheckRequests) => {
    if (isOver) return;
    const askedAt = performance.now();
    const reader = new ResponseReader();
    const socket = connect({
      host: '127.0.0.1',
      port: load.port,
      servername: 'localhost',
      secureContext,
    });
    socket.setNoDelay(true);
    socket.on('secureConnect', () => {
      requests.next();
      socket.write(requests.bytes);
    });
    socket.on('data', (chunk) => {
      try {
        if (!reader.push(chunk)) return;
        onAnswer({ requests, reader, askedAt });
        socket.destroy();
        check(requests);
      } catch (error) {
        onFailure(error);
      }
    });
    socket.on('error', (error) => {
      if (!isOver) onFailure(error);
    });
    socket.on('end', () => {
      if (!isOver) onFailure(new Error('the server closed a connection without an answer'));
    });
  };
  for (let nth = 0; nth < load.connections; nth += 1) check(new CheckRequests(licenses, load.licenses));
  return () => {
    isOver = true;
  };
}
