import { FILE_LIMITS, fileRefused } from './limits.js';

/** How the characters of a text file are written. */
export type Encoding = 'UTF-8' | 'GB18030';

/** What a look at all bytes of a text file says. */
export interface TextLook {
  readonly encoding: Encoding;
  /** Bytes of the mark at the beginning, which is not part of the text. */
  readonly mark: number;
}

const LINE_FEED = 10;
const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const MARK = [0xef, 0xbb, 0xbf];

const ALLOWED = 'UTF-8, with or without a byte order mark, or GB18030 (GBK, GB2312), one for the whole file';

/** So many characters of three bytes are no accident in a line: it was written as UTF-8. */
const SURE = 3;

/** Looks at the bytes of a text file, one line after the other, for what tells how it is written. */
class Look {
  private line = 1;
  private inLine = 0;
  /** Bytes of the line beyond ASCII, and its whole characters of three bytes. */
  private beyond = 0;
  private wide = 0;
  private broken = false;
  /** Bytes that the character has still to come, their number in all, and what the next one may be. */
  private due = 0;
  private length = 0;
  private low = 0x80;
  private high = 0xbf;

  /** The first line that is no UTF-8, and the first that surely is. */
  brokenLine: number | null = null;
  sureLine: number | null = null;

  take(chunk: Buffer, from: number): void {
    for (let at = from; at < chunk.length; at += 1) {
      const byte = chunk[at] as number;
      if (byte === LINE_FEED) this.endLine();
      else this.takeByte(byte);
    }
  }

  endLine(): void {
    if (this.due > 0) this.broken = true;
    if (this.broken) this.brokenLine ??= this.line;
    // More than half of it: in a GB18030 text a few pairs may look like it by accident.
    if (this.wide >= SURE && this.wide * 6 > this.beyond) this.sureLine ??= this.line;
    this.line += 1;
    this.inLine = this.beyond = this.wide = this.due = 0;
    this.broken = false;
  }

  private takeByte(byte: number): void {
    this.inLine += 1;
    if (this.inLine > FILE_LIMITS.lineBytes) {
      throw fileRefused('LINE_TOO_LONG', `Line ${this.line} has more than ${FILE_LIMITS.lineBytes} bytes.`, {
        line: this.line,
        limit: FILE_LIMITS.lineBytes,
      });
    }
    if (byte < 0x80) {
      if (this.due > 0) this.breakOff();
      if (byte < SPACE && byte !== TAB && byte !== RETURN) this.refuseControl(byte);
      return;
    }
    this.beyond += 1;
    if (this.due > 0 && byte >= this.low && byte <= this.high) this.goOn();
    else {
      if (this.due > 0) this.breakOff();
      this.begin(byte);
    }
  }

  /** The first byte of a character; some allow only a part of the second ones (no overlong forms, no surrogates). */
  private begin(byte: number): void {
    this.length =
      byte >= 0xc2 && byte <= 0xdf
        ? 2
        : byte >= 0xe0 && byte <= 0xef
          ? 3
          : byte >= 0xf0 && byte <= 0xf4
            ? 4
            : 0;
    if (this.length === 0) {
      this.broken = true;
      return;
    }
    this.due = this.length - 1;
    this.low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    this.high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
  }

  private goOn(): void {
    this.due -= 1;
    this.low = 0x80;
    this.high = 0xbf;
    if (this.due === 0 && this.length === 3) this.wide += 1;
  }

  private breakOff(): void {
    this.broken = true;
    this.due = 0;
  }

  private refuseControl(byte: number): never {
    const { line } = this;
    if (byte === 0) {
      throw fileRefused('NUL_CHARACTER', `Line ${line} holds a NUL character, which no text has.`, { line });
    }
    throw fileRefused(
      'BINARY_FILE',
      `Line ${line} holds the control character ${byte}: this is no text file.`,
      {
        line,
      },
    );
  }
}

/**
 * Reads a text file once and tells how it is written.
 *
 * @throws AppError when it is no text, a line is too long, or its encoding is neither of the two or both
 */
export async function lookAtText(bytes: AsyncIterable<Buffer>): Promise<TextLook> {
  const look = new Look();
  let mark: number | null = null;
  for await (const chunk of bytes) {
    const first = mark === null;
    mark ??= markOf(chunk);
    look.take(chunk, first ? mark : 0);
  }
  look.endLine();
  const { brokenLine, sureLine } = look;
  if (brokenLine === null) return { encoding: 'UTF-8', mark: mark ?? 0 };
  if (mark) {
    throw fileRefused(
      'INVALID_ENCODING',
      `The file says that it is UTF-8, but line ${brokenLine} is not. Save the file anew as UTF-8.`,
      { line: brokenLine, allowed: ALLOWED },
    );
  }
  if (sureLine !== null) {
    throw fileRefused(
      'MIXED_ENCODINGS',
      `Line ${sureLine} is UTF-8, line ${brokenLine} is not. Save the whole file in one encoding.`,
      { line: brokenLine, utf8Line: sureLine, allowed: ALLOWED },
    );
  }
  return { encoding: 'GB18030', mark: 0 };
}

function markOf(chunk: Buffer): number {
  if ((chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff)) {
    throw fileRefused('INVALID_ENCODING', 'The file is UTF-16. Save it as “CSV UTF-8”.', {
      line: 1,
      allowed: ALLOWED,
    });
  }
  return MARK.every((byte, at) => chunk[at] === byte) ? MARK.length : 0;
}

/**
 * The text of a file, whole lines at a time.
 *
 * @throws AppError when a line is not written as the look has told
 */
export async function* decodedLines(
  bytes: AsyncIterable<Buffer>,
  { encoding, mark }: TextLook,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  let line = 1;
  let rest = Buffer.alloc(0);
  let skip = mark;
  const decode = (lines: Buffer): string => {
    try {
      return decoder.decode(lines);
    } catch {
      throw undecodable(lines, line, encoding);
    }
  };
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      rest = Buffer.concat([rest, chunk]);
      continue;
    }
    const whole = Buffer.concat([rest, chunk.subarray(0, end)]).subarray(skip);
    skip = 0;
    yield decode(whole);
    for (let at = whole.indexOf(LINE_FEED); at >= 0; at = whole.indexOf(LINE_FEED, at + 1)) line += 1;
    rest = Buffer.from(chunk.subarray(end));
  }
  if (rest.length > skip) yield decode(rest.subarray(skip));
}

function undecodable(lines: Buffer, first: number, encoding: Encoding): Error {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = first;
  let start = 0;
  for (let end = lines.indexOf(LINE_FEED); end >= 0; end = lines.indexOf(LINE_FEED, start)) {
    try {
      decoder.decode(lines.subarray(start, end));
    } catch {
      break;
    }
    line += 1;
    start = end + 1;
  }
  return fileRefused('INVALID_ENCODING', `Line ${line} is neither UTF-8 nor GB18030.`, {
    line,
    allowed: ALLOWED,
  });
}
