/**
 * The bare node:https server (docs/performance.md): the cost of a new TLS connection and of HTTP alone. It answers a
 * constant of the size of a signed lease, with the same headers.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { serveBench } from './serve-bench.ts';

const { TLS_CERT = '', TLS_KEY = '', ANSWER_BYTES = '0' } = process.env;
const answer = 'x'.repeat(Number(ANSWER_BYTES));
const headers = ['content-type', 'application/jwt', 'content-length', ANSWER_BYTES];

const server = createServer(
  { cert: readFileSync(TLS_CERT), key: readFileSync(TLS_KEY), minVersion: 'TLSv1.2' },
  (request, response) => {
    request.resume();
    request.on('end', () => {
      response.removeHeader('connection');
      response.writeHead(200, headers).end(answer);
    });
  },
);
serveBench(server);
