import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { RowBatch, type Table } from '../datasets/dataset.js';
import { PARQUET } from './parquet.js';

const TABLE: Table = {
  title: 'Tools',
  doc: 'Tools and their makers.',
  fields: [
    { name: 'code', doc: 'Code.', type: 'text', list: false, optional: false, refersTo: null, source: '' },
    { name: 'makers', doc: 'Makers.', type: 'text', list: true, optional: false, refersTo: null, source: '' },
  ],
};

/** More rows than one row group has. */
const MANY = 20_001;

/** Rows as they are read, `ended` once nobody reads more; `failAt` is where the database is lost. */
class Source {
  ended = false;

  constructor(
    private readonly rows: number,
    private readonly failAt = Infinity,
  ) {}

  async *read(): AsyncGenerator<RowBatch> {
    try {
      for (let row = 0; row < this.rows; row += 1) {
        if (row === this.failAt) throw new Error('The database is lost.');
        yield new RowBatch([JSON.stringify({ code: `T-${row}`, makers: row % 2 ? [] : ['甲', '乙'] })]);
        await setImmediate();
      }
    } finally {
      this.ended = true;
    }
  }
}

async function fileOf(source: Source): Promise<ArrayBuffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of PARQUET.write(TABLE, source.read())) pieces.push(piece as Uint8Array);
  const file = Buffer.concat(pieces);
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
}

describe('a Parquet file', () => {
  it('has every row in its order, over several row groups', async () => {
    const file = await fileOf(new Source(MANY));
    expect((await parquetMetadataAsync(file)).row_groups).toHaveLength(2);
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(MANY);
    expect(rows.slice(-2)).toEqual([
      { code: `T-${MANY - 2}`, makers: [] },
      { code: `T-${MANY - 1}`, makers: ['甲', '乙'] },
    ]);
  });

  it('has its columns when there is no row', async () => {
    const { schema, num_rows } = await parquetMetadataAsync(await fileOf(new Source(0)));
    expect([num_rows, schema.map(({ name }) => name)]).toEqual([
      0n,
      expect.arrayContaining(['code', 'makers']),
    ]);
  });

  it('is broken off when its rows are, first ones or later ones', async () => {
    for (const at of [0, MANY]) {
      await expect(fileOf(new Source(MANY + 1, at))).rejects.toThrow('The database is lost.');
    }
  });

  it('has no more rows read once nobody takes it', async () => {
    const endless = new Source(Infinity);
    for await (const piece of PARQUET.write(TABLE, endless.read())) if (piece.length > 4) break;
    while (!endless.ended) await setImmediate();
  });
});
