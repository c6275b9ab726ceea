import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  INDUSTRY_ROW,
  REGION_ROW,
  STUDIO_LEADERS,
  STUDIO_ROW,
  type AwardRow,
  type CraftsmanRow,
  type IndustryRow,
  type OrganisationRow,
  type RegionRow,
  type StudioRow,
} from '../../catalog/catalog.rows.js';
import { Reader } from '../../database/query/reader.js';
import { type BaseRow, type RowSpec } from '../../database/query/row.js';
import { readRecords } from '../../record/record.reader.js';
import { achievementJsonLd } from './achievement.json-ld.js';
import {
  awardJsonLd,
  craftsmanJsonLd,
  industryJsonLd,
  organisationJsonLd,
  regionJsonLd,
  studioJsonLd,
} from './entities.json-ld.js';
import { type AddressOf, type JsonLd } from './terms.js';

/** Describes records for search engines and for whoever links data, in the words of schema.org. */
@Injectable()
export class JsonLdWriter {
  constructor(private readonly dataSource: DataSource) {}

  /** The whole document of a record. */
  async write(row: BaseRow, base: string): Promise<object> {
    const addressOf: AddressOf = (code) => `${base}/id/${code}`;
    const url = addressOf(row.code);
    const head = { '@context': 'https://schema.org', '@id': url, url, identifier: row.code };
    return { ...head, ...((await this.describe(row, addressOf)) as object) };
  }

  private async describe(row: BaseRow, addressOf: AddressOf): Promise<JsonLd> {
    const reader = new Reader(this.dataSource);
    switch (row.__typename) {
      case 'Achievement': {
        const [record] = await readRecords(this.dataSource, [row.code]);
        return record ? achievementJsonLd(record.document, addressOf) : {};
      }
      case 'Craftsman': {
        const { studioCode } = row as CraftsmanRow;
        const studio = await find<StudioRow>(reader, STUDIO_ROW, studioCode);
        return craftsmanJsonLd(row as CraftsmanRow, studio, addressOf);
      }
      case 'Studio': {
        const studio = row as StudioRow;
        const leaders = await reader.linked<CraftsmanRow, object>(STUDIO_LEADERS, row.code);
        const links = {
          leaders: leaders.map((leader) => leader.row),
          industry: await find<IndustryRow>(reader, INDUSTRY_ROW, studio.industryCode),
          region: await find<RegionRow>(reader, REGION_ROW, studio.regionCode),
        };
        return studioJsonLd(studio, links, addressOf);
      }
      case 'Organisation':
        return organisationJsonLd(row as OrganisationRow);
      case 'Award':
        return awardJsonLd(row as AwardRow);
      case 'Industry':
        return industryJsonLd(row as IndustryRow);
      case 'Region':
        return regionJsonLd(row as RegionRow);
    }
  }
}

/** The record that another one names; null when it names none. */
function find<R extends BaseRow>(reader: Reader, spec: RowSpec, code: string | null): Promise<R | null> {
  return code === null ? Promise.resolve(null) : reader.find<R>(spec, code);
}
