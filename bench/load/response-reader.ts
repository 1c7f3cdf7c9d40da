/** Reads the responses of one connection, one at a time: requests are not pipelined. */
export class ResponseReader {
  #text = '';

  /** Takes what has come; whether the response is whole now. Throws on any status but 200. */
  push(chunk: Buffer): boolean {
    this.#text += chunk.toString('latin1');
    const headEnd = this.#text.indexOf('\r\n\r\n');
    if (headEnd === -1) return false;
    if (!this.#text.startsWith('HTTP/1.1 200 '))
      throw new Error(`not answered with 200: ${this.#text.slice(0, 600)}`);
    const length = /\r\ncontent-length: (\d+)\r\n/i.exec(this.#text)?.[1];
    if (length !== undefined) return this.#text.length === headEnd + 4 + Number(length);
    return this.#text.endsWith('\r\n0\r\n\r\n');
  }

  /** How many bytes the whole response has. */
  get bytes(): number {
    return this.#text.length;
  }

  /** The body of a whole response. */
  body(): string {
    const headEnd = this.#text.indexOf('\r\n\r\n');
    const body = this.#text.slice(headEnd + 4);
    if (!/\r\ntransfer-encoding: chunked\r\n/i.test(this.#text.slice(0, headEnd + 2))) return body;
    return unchunked(body);
  }

  /** Makes ready for the next. */
  clear(): void {
    this.#text = '';
  }
}

/** RFC 9112, section 7.1, of text in which every character is a byte. */
function unchunked(text: string): string {
  let body = '';
  for (let at = 0; ; ) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (!(size > 0)) return body;
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
