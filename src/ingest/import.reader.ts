import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../common/errors/app-error.js';
import { toConnection, type Connection } from '../common/pagination/connection.type.js';
import { decodeCursor, encodeCursor } from '../common/pagination/cursor.js';
import { type PageRequest } from '../common/pagination/page-request.js';
import { type Import, type ImportRow } from './import.types.js';
import { type RowAction } from './plan/planned.js';

const COLUMNS = `id, at, author, file_name AS "fileName", format, encoding, ignored_columns AS "ignoredColumns", state,
  created, changed, unchanged, refused, mended, change_set_id AS "changeSetId", reverted_by AS "revertedBy"`;

/** What can be the number of an import: PostgreSQL holds no greater one. */
const NUMBER = /^[1-9]\d{0,17}$/;

const NEWEST = 'Import.NEWEST';
const BY_ROW = 'ImportRow.ROW';

/** Reads imports and what comes of their rows. */
@Injectable()
export class ImportReader {
  constructor(private readonly dataSource: DataSource) {}

  /** The import with this number; null when there is none. */
  async find(id: string): Promise<Import | null> {
    if (!NUMBER.test(id)) return null;
    const [row] = await this.dataSource.query<Import[]>(`SELECT ${COLUMNS} FROM import WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** @throws AppError NOT_FOUND when there is none */
  async get(id: string): Promise<Import> {
    const found = await this.find(id);
    if (found) return found;
    throw new AppError('NOT_FOUND', `There is no import “${id.slice(0, 30)}”.`, { id: id.slice(0, 30) });
  }

  /** Imports, the newest first. */
  list(page: PageRequest): Promise<Connection<Import>> {
    return this.page(page, NEWEST, {
      from: 'import',
      columns: COLUMNS,
      key: 'id',
      descending: true,
      where: 'true',
      values: [],
    });
  }

  /** What comes of the rows of an import, in the order of the file; only those with this action, where one is given. */
  rows(id: string, action: RowAction | null, page: PageRequest): Promise<Connection<ImportRow>> {
    return this.page(page, BY_ROW, {
      from: 'import_row',
      columns: 'row, action, code, title, changes, problems',
      key: 'row',
      descending: false,
      where: 'import_id = $1 AND ($2::text IS NULL OR action = $2)',
      values: [id, action],
    });
  }

  private async page<N extends object>(page: PageRequest, order: string, list: List): Promise<Connection<N>> {
    const { from, columns, key, where, values } = list;
    const descending = list.descending !== page.backward;
    const after = placeOf(page, 'after', order);
    const before = placeOf(page, 'before', order);
    const [low, high] = list.descending ? [before, after] : [after, before];
    const [first, second, third] = [1, 2, 3].map((number) => `$${values.length + number}`);
    const rows = await this.dataSource.query<N[]>(
      `SELECT ${columns} FROM ${from} WHERE ${where} AND (${first}::bigint IS NULL OR ${key} > ${first})
         AND (${second}::bigint IS NULL OR ${key} < ${second}) ORDER BY ${key} ${descending ? 'DESC' : 'ASC'} LIMIT ${third}`,
      [...values, low, high, page.size + 1],
    );
    const shown = rows.slice(0, page.size);
    if (page.backward) shown.reverse();
    const edges = shown.map((node) => ({
      node,
      cursor: encodeCursor({ order, values: [String((node as Record<string, unknown>)[key])] }),
    }));
    return toConnection(edges, rows.length > page.size, page, async () => {
      const [count] = await this.dataSource.query<{ count: number }[]>(
        `SELECT count(*)::int AS count FROM ${from} WHERE ${where}`,
        values,
      );
      return count?.count ?? 0;
    });
  }
}

/** A list in the order of a whole number. */
interface List {
  readonly from: string;
  readonly columns: string;
  readonly key: string;
  readonly descending: boolean;
  readonly where: string;
  readonly values: readonly unknown[];
}

function placeOf(page: PageRequest, argument: 'after' | 'before', order: string): string | null {
  const cursor = page[argument];
  if (cursor === null) return null;
  const [place] = decodeCursor(cursor, order, argument);
  if (typeof place === 'string' && NUMBER.test(place)) return place;
  throw new AppError('BAD_CURSOR', `The cursor in “${argument}” does not fit this list.`, { argument });
}
