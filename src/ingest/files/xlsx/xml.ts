import { Parser } from 'htmlparser2';
import { fileRefused } from '../limits.js';

/** Characters that one tag, comment or the like may have: more is never held in memory. */
const MAX_TAG = 1_000_000;

/** How deep elements may lie in each other; those of a spreadsheet are at eight at most. */
const MAX_DEPTH = 50;

/** What is called while an XML text is read. Names come without their namespace. */
export interface XmlHandler {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text?: (text: string) => void;
  readonly close?: (name: string) => void;
}

/** Reads an XML text piece by piece; it yields after each piece, so that what was found can be taken. */
export async function* readXml(text: AsyncIterable<string>, handler: XmlHandler): AsyncGenerator<void> {
  let pending = 0;
  let depth = 0;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        pending = 0;
        depth += 1;
        if (depth > MAX_DEPTH) refuseXml(`elements lie more than ${MAX_DEPTH} deep`);
        handler.open(local(name), attributes);
      },
      ontext: (piece) => {
        pending = 0;
        handler.text?.(piece);
      },
      onclosetag: (name) => {
        pending = 0;
        depth -= 1;
        handler.close?.(local(name));
      },
    },
    { xmlMode: true },
  );
  for await (const piece of text) {
    pending += piece.length;
    if (pending > MAX_TAG + piece.length) refuseXml(`a tag has more than ${MAX_TAG} characters`);
    parser.write(piece);
    yield;
  }
  if (depth > 0) refuseXml('its XML is cut off');
  parser.end();
  yield;
}

function refuseXml(what: string): never {
  throw fileRefused('BROKEN_ARCHIVE', `The XLSX file is no spreadsheet: ${what}.`);
}

/** Reads a short XML text to its end. */
export async function readWholeXml(text: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  const pieces = readXml(text, handler);
  while (!(await pieces.next()).done);
}
