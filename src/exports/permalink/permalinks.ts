import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ROWS_BY_TYPE } from '../../catalog/catalog.rows.js';
import { EDITED_TYPES } from '../../catalog/editing/edits.js';
import { STATE_TABLES } from '../../catalog/editing/state-tables.js';
import { RecordLookup } from '../../catalog/record-lookup.js';
import { AppError } from '../../common/errors/app-error.js';
import { NODE_TYPES, type NodeType } from '../../common/graphql/global-id.js';
import { Reader } from '../../database/query/reader.js';
import { type BaseRow } from '../../database/query/row.js';

const CODE = /^[A-Z0-9][A-Z0-9_-]{0,59}$/;

/** Finds what stands at a permanent address. */
@Injectable()
export class Permalinks {
  constructor(
    private readonly dataSource: DataSource,
    private readonly lookup: RecordLookup,
  ) {}

  /**
   * The record with this code; one with another code when it was merged into that one.
   *
   * @throws AppError NOT_FOUND when there never was one, GONE with the reason when it was withdrawn
   */
  async get(code: string): Promise<BaseRow> {
    const reader = new Reader(this.dataSource);
    for (const type of CODE.test(code) ? typesOf(code) : []) {
      const found = await this.lookup.find(reader, ROWS_BY_TYPE[type], code);
      if (found) return found;
    }
    throw new AppError(
      'NOT_FOUND',
      `There is no record “${code.slice(0, 60)}”. Codes are such as WIA-0001, CRF-00001, STU-0001, ORG-00001 or AWD-0001, or those of industries and regions.`,
      { argument: 'code' },
    );
  }
}

/** The kinds that a code can be of: the prefix tells; industries and regions have none. */
function typesOf(code: string): readonly NodeType[] {
  const edited = EDITED_TYPES.find((type) => code.startsWith(STATE_TABLES[type].prefix));
  return edited ? [edited] : NODE_TYPES.filter((type) => type === 'Industry' || type === 'Region');
}
