import { appendFileSync, readSync } from 'node:fs';
import { type FileHandle } from 'node:fs/promises';
import { FILE_LIMITS, fileRefused } from '../limits.js';
import { openScratchFile } from '../source-file.js';
import { readXml } from './xml.js';

/** Texts that are held in memory, the ones asked for last. */
const HELD = 20_000;

/** Texts are written to the scratch file in pieces of at least this size. */
const PIECE_BYTES = 1_000_000;

/**
 * The texts of an XLSX file that its cells refer to by number. A large file has millions: they lie in a scratch
 * file, and only where each one starts is held.
 */
export class SharedTexts {
  private starts = new Float64Array(1_024);
  private count = 0;
  private bytes = 0;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private readonly held = new Map<number, string>();

  private constructor(private readonly scratch: FileHandle) {}

  /** Reads the file inside that holds them; without one there are none. */
  static async read(text: AsyncIterable<string> | null): Promise<SharedTexts> {
    const texts = new SharedTexts(await openScratchFile());
    if (text === null) return texts;
    try {
      await texts.readAll(text);
      return texts;
    } catch (error) {
      await texts.close();
      throw error;
    }
  }

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.count)) return undefined;
    const held = this.held.get(index);
    if (held !== undefined) return held;
    const start = this.starts[index] as number;
    const buffer = Buffer.alloc(
      (index + 1 < this.count ? (this.starts[index + 1] as number) : this.bytes) - start,
    );
    readSync(this.scratch.fd, buffer, 0, buffer.length, start);
    const text = buffer.toString();
    if (this.held.size >= HELD) this.held.clear();
    this.held.set(index, text);
    return text;
  }

  close(): Promise<void> {
    return this.scratch.close();
  }

  private async readAll(text: AsyncIterable<string>): Promise<void> {
    let current = '';
    const reader = new RichText((piece) => {
      if (current.length <= FILE_LIMITS.cellCharacters) current += piece;
    });
    const pieces = readXml(text, {
      open: (name) => {
        if (name === 'si') current = '';
        reader.open(name);
      },
      text: (piece) => reader.text(piece),
      close: (name) => {
        reader.close(name);
        if (name === 'si') this.add(current);
      },
    });
    while (!(await pieces.next()).done);
    this.flush();
  }

  private add(text: string): void {
    if (this.count >= FILE_LIMITS.sharedTexts) {
      const limit = FILE_LIMITS.sharedTexts;
      throw fileRefused('ZIP_BOMB', `The XLSX file holds more than ${limit} texts.`, { limit });
    }
    if (this.count === this.starts.length) {
      const larger = new Float64Array(this.starts.length * 2);
      larger.set(this.starts);
      this.starts = larger;
    }
    this.starts[this.count] = this.bytes;
    this.count += 1;
    const bytes = Buffer.from(text);
    this.bytes += bytes.length;
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    if (this.pendingBytes >= PIECE_BYTES) this.flush();
  }

  private flush(): void {
    appendFileSync(this.scratch.fd, Buffer.concat(this.pending));
    this.pending = [];
    this.pendingBytes = 0;
  }
}

/** Picks the text out of the elements of a cell's content: every `t`, but not the reading aids of `rPh`. */
export class RichText {
  private inText = false;
  private inAid = false;

  constructor(private readonly add: (piece: string) => void) {}

  open(name: string): void {
    if (name === 't') this.inText = true;
    if (name === 'rPh') this.inAid = true;
  }

  text(piece: string): void {
    if (this.inText && !this.inAid) this.add(piece);
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    if (name === 'rPh') this.inAid = false;
  }
}
