import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type ReadTransaction } from '../../database/query/read-transaction.js';
import { objectOf } from '../../record/rows/row.source.js';
import { RowBatch } from '../datasets/dataset.js';
import { CSV } from '../formats/delimited.js';
import { type CatalogueState, readState } from './catalogue.facts.js';
import { DESCRIPTOR, describePackage, pathOf, type WrittenTable } from './package.descriptor.js';
import { packageReadme } from './package.readme.js';
import { PACKAGE_TABLES, type PackageTable } from './package.tables.js';

/** The same for every file of every package, so that the same data make the same bytes, in every time zone. */
const FILE_OPTIONS = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** A package that is being written. */
export interface OpenPackage {
  readonly state: CatalogueState;
  /** The archive, in pieces; it breaks off with an error when the data cannot be read to their end. */
  readonly content: Readable;
  /** The tables that are written so far; all of them at the end of the content. */
  readonly written: readonly WrittenTable[];
}

/** Writes the whole catalogue as a Data Package, as it is read: memory holds a few pieces of it. */
export async function openPackage(transaction: ReadTransaction): Promise<OpenPackage> {
  const state = await readState((text) => transaction.query(text));
  const written: WrittenTable[] = [];
  const zip = new ZipFile();
  const content = zip.outputStream as Readable;
  let open: Readable | undefined;
  // What is not read any more shall not wait to be.
  content.once('close', () => open?.destroy());
  const add = (path: string, pieces: () => AsyncIterable<string | Uint8Array>): void =>
    zip.addReadStreamLazy(path, FILE_OPTIONS, (give) => {
      const file = Readable.from(pieces(), { objectMode: false });
      file.once('error', (error) => content.destroy(error));
      open = file;
      give(null, file);
    });
  for (const table of PACKAGE_TABLES) {
    add(pathOf(table), () => measured(transaction, table, (each) => written.push(each)));
  }
  add('README.md', () => inOnePiece(packageReadme(state)));
  add(DESCRIPTOR, () => inOnePiece(`${JSON.stringify(describePackage(state, written), null, 2)}\n`));
  zip.once('error', (error: Error) => content.destroy(error));
  zip.end();
  return { state, content, written };
}

/** A table as CSV; tells of it what the description needs when it is written. */
async function* measured(
  transaction: ReadTransaction,
  table: PackageTable,
  tell: (written: WrittenTable) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  let [bytes, rows] = [0, 0];
  const counted = async function* (): AsyncGenerator<RowBatch> {
    for await (const batch of rowsOf(transaction, table)) {
      rows += batch.texts.length;
      yield batch;
    }
  };
  for await (const piece of CSV.write(table, counted())) {
    const chunk = Buffer.from(piece as string);
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  tell({ table, path: pathOf(table), bytes, rows, sha256: hash.digest('hex') });
}

async function* rowsOf(transaction: ReadTransaction, table: PackageTable): AsyncGenerator<RowBatch> {
  const order = table.key.map((name) => table.fields.find((field) => field.name === name)?.source).join(', ');
  const text = `SELECT ${objectOf(table.fields)} FROM ${fromOf(table)} ORDER BY ${order}`;
  for await (const batch of transaction.stream({ text, values: [] })) {
    yield new RowBatch(batch);
  }
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  await Promise.resolve();
  yield text;
}

/** The tables that a table is read from; `t` is its own. */
function fromOf({ table }: PackageTable): string {
  return table === 'achievement' ? 'achievement t JOIN source s ON s.id = t.source_id' : `${table} t`;
}
