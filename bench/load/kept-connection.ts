import { connect, type Socket } from 'node:net';
import { CheckRequests } from './check-requests.ts';
import type { Load } from './load.ts';
import { ResponseReader } from './response-reader.ts';

export type KeptConnectionOptions = {
  load: Load;
  licenses: readonly string[];
  /** Called with each whole answer; the next may be asked for in it. */
  onAnswer: (connection: KeptConnection) => void;
  onFailure: (error: unknown) => void;
};

/** An HTTP/1.1 connection that stays, with one request at a time. */
export class KeptConnection {
  readonly requests: CheckRequests;
  readonly reader = new ResponseReader();
  /** When the request under way was asked, or should have been. */
  askedAt = 0;
  readonly #socket: Socket;
  #isClosing = false;

  constructor({ load, licenses, onAnswer, onFailure }: KeptConnectionOptions) {
    this.requests = new CheckRequests(licenses, load.licenses);
    this.#socket = connect({
      host: '127.0.0.1',
      port: load.port,
      noDelay: true,
      // Read into one buffer again and again: nothing is allocated for what arrives.
      onread: {
        buffer: Buffer.allocUnsafe(16_384),
        callback: (length, buffer) => {
          try {
            if (this.reader.push(Buffer.from(buffer.buffer, buffer.byteOffset, length))) onAnswer(this);
          } catch (error) {
            onFailure(error);
          }
          return true;
        },
      },
    });
    this.#socket.on('error', onFailure);
    this.#socket.on('close', () => {
      if (!this.#isClosing) onFailure(new Error('the server closed a connection'));
    });
  }

  ask(askedAt: number): void {
    this.askedAt = askedAt;
    this.reader.clear();
    this.requests.next();
    this.#socket.write(this.requests.bytes);
  }

  close(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }
}
