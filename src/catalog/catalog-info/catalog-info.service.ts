import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MAX_LIST_SIZE } from '../../common/graphql/input.decorators.js';
import { REQUEST_LIMITS } from '../../common/graphql/request-limits.js';
import { MAX_PIECES, MAX_QUERY_LENGTH } from '../../common/text/plan-query.js';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE } from '../../common/pagination/page-request.js';
import { SERVICE_VERSION } from '../../common/project.js';
import { MAX_FILTER_CONDITIONS, MAX_FILTER_DEPTH } from '../../database/query/filter.js';
import { encodePosition } from '../../record/feed/feed.cursor.js';
import { feedEnd } from '../../record/feed/feed.reader.js';
import { type CatalogCounts, type CatalogInfo } from './catalog-info.type.js';

const DATA_NOTE =
  'Facts from public sources, each record with its source; English titles, industry classes and figures are the wording of this project.';

/** What is told without a further statement. */
export type PlainInfo = Omit<CatalogInfo, 'counts' | 'changePosition'>;

/** Tells what the catalogue is, holds and allows. */
@Injectable()
export class CatalogInfoService {
  constructor(private readonly dataSource: DataSource) {}

  /** Everything but what is read only when asked for. */
  async get(): Promise<PlainInfo> {
    const [state] = await this.dataSource.query<{ revision: number; changedAt: Date | null }[]>(
      'SELECT revision, changed_at AS "changedAt" FROM catalog_state',
    );
    return {
      version: SERVICE_VERSION,
      revision: state?.revision ?? 0,
      dataChangedAt: state?.changedAt ?? null,
      limits: {
        maxPageSize: MAX_PAGE_SIZE,
        defaultPageSize: DEFAULT_PAGE_SIZE,
        maxListSize: MAX_LIST_SIZE,
        maxFilterConditions: MAX_FILTER_CONDITIONS,
        maxFilterDepth: MAX_FILTER_DEPTH,
        maxQueryLength: MAX_QUERY_LENGTH,
        maxQueryTerms: MAX_PIECES,
        ...REQUEST_LIMITS,
      },
      licence: { software: 'MIT', data: DATA_NOTE },
    };
  }

  /** Where the feed of changes stands. */
  async changePosition(): Promise<string> {
    return encodePosition(await feedEnd(this.dataSource));
  }

  /** How many records there are, in one statement. */
  async counts(): Promise<CatalogCounts> {
    const [counts] = await this.dataSource.query<CatalogCounts[]>(`
      SELECT count(*)::int AS achievements,
        count(*) FILTER (WHERE recognition = 'AWARDED')::int AS awarded,
        count(*) FILTER (WHERE recognition = 'NOMINATED')::int AS nominated,
        count(*) FILTER (WHERE recognition = 'REPORTED')::int AS reported,
        (SELECT count(*) FROM craftsman)::int AS craftsmen,
        (SELECT count(*) FROM studio)::int AS studios,
        (SELECT count(*) FROM organisation)::int AS organisations,
        (SELECT count(*) FROM award)::int AS awards,
        (SELECT count(*) FROM industry)::int AS industries,
        (SELECT count(*) FROM region)::int AS regions
      FROM achievement`);
    return counts as CatalogCounts;
  }
}
