import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** An HTTP/1.1 answer as it came over the wire. */
export type WireAnswer = { status: number; head: string; body: string; bytes: number };

/** One kept connection that sends a request at a time, in bytes of the test's own. */
export class WireClient {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #wake = (): void => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('close', () => this.#wake());
    socket.on('error', () => this.#wake());
  }

  static async open(port: number): Promise<WireClient> {
    const socket = createConnection({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    return new WireClient(socket);
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.readyState === 'open';
  }

  close(): void {
    this.#socket.destroy();
  }

  /** The answer; null when the connection ended before all of it was there. `hasBody` is false for HEAD. */
  async ask(request: string | Buffer, hasBody = true): Promise<WireAnswer | null> {
    this.#socket.write(request);
    for (;;) {
      const answer = this.#take(hasBody);
      if (answer) return answer;
      if (!this.isOpen) return null;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #take(hasBody: boolean): WireAnswer | null {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return null;
    const head = this.#received.toString('latin1', 0, end);
    const found = hasBody ? bodyOf(head, this.#received.subarray(end + 4)) : { body: '', bytes: 0 };
    if (!found) return null;
    const bytes = end + 4 + found.bytes;
    this.#received = this.#received.subarray(bytes);
    return { status: Number(head.slice(9, 12)), head, body: found.body, bytes };
  }
}

/** The body, and how many bytes it takes; null when not all of it is there. */
function bodyOf(head: string, rest: Buffer): { body: string; bytes: number } | null {
  if (/\r\ntransfer-encoding: chunked/i.test(head)) return chunkedBody(rest);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  return rest.length < length ? null : { body: rest.toString('utf8', 0, length), bytes: length };
}

function chunkedBody(rest: Buffer): { body: string; bytes: number } | null {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf('\r\n', at);
    const size = Number.parseInt(rest.toString('latin1', at, line), 16);
    const end = line + 2 + size;
    if (line < 0 || rest.length < end + 2) return null;
    if (size === 0) return { body: Buffer.concat(chunks).toString(), bytes: end + 2 };
    chunks.push(rest.subarray(line + 2, end));
    at = end + 2;
  }
}

/** A check as a device sends it. */
export function checkRequest(check: object, headers: Record<string, string> = {}): string {
  const body = JSON.stringify(check);
  const lines = Object.entries({
    host: 'localhost',
    'content-type': 'application/json',
    'content-length': `${Buffer.byteLength(body)}`,
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST /api/v1/validate HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** `typ` of the signed answer: `lease+jwt`, … */
export function typeOf({ body }: WireAnswer): string {
  return JSON.parse(Buffer.from(body.split('.')[0] ?? '', 'base64url').toString()).typ;
}

export type Load = {
  port: number;
  connections: number;
  /** A check for the next request on the nth connection. */
  next(nth: number): { license: string };
  /** Told of every whole answer, with the moment at which the request was sent. */
  onAnswer(license: string, answer: WireAnswer, sentAt: number): void;
};

/** Asks on all connections as fast as answers come, and connects again where one ended, until `stop`. */
export function startLoad({ port, connections, next, onAnswer }: Load): { stop(): Promise<void> } {
  let isStopped = false;
  const work = async (nth: number) => {
    while (!isStopped) {
      const client = await WireClient.open(port).catch(() => null);
      if (!client) await sleep(20);
      while (client?.isOpen && !isStopped) {
        const check = next(nth);
        const sentAt = performance.now();
        const answer = await client.ask(checkRequest(check));
        if (answer) onAnswer(check.license, answer, sentAt);
      }
      client?.close();
    }
  };
  const all = Promise.all(Array.from({ length: connections }, (_, nth) => work(nth)));
  return {
    async stop() {
      isStopped = true;
      await all;
    },
  };
}
