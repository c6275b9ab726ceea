import { createHash } from 'node:crypto';

/** Counts and hashes the bytes that go through it. */
export class Tally {
  bytes = 0;

  private readonly hash = createHash('sha256');

  constructor(private readonly content: AsyncIterable<string | Uint8Array>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const piece of this.content) {
      const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
      this.hash.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** Has all of it go through, to nowhere. */
  async exhaust(): Promise<void> {
    const pieces = this[Symbol.asyncIterator]();
    while (!(await pieces.next()).done);
  }

  /** SHA-256 of all of it, in hexadecimal digits; to be asked for once, at the end. */
  sha256(): string {
    return this.hash.digest('hex');
  }
}
