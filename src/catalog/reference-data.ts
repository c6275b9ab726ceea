import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Reader } from '../database/query/reader.js';
import { joinList, selectList, toRow, type BaseRow, type RowSpec } from '../database/query/row.js';
import { INDUSTRY_ROW, REGION_ROW, type IndustryRow, type RegionRow } from './catalog.rows.js';

/** Lists older than this are read again, after the request that finds them so: what another process changed shows in the next. */
const FRESH_FOR_MS = 10_000;

interface Reference {
  readonly industries: ReadonlyMap<string, IndustryRow>;
  readonly regions: ReadonlyMap<string, RegionRow>;
  readonly survivors: ReadonlyMap<string, string>;
}

/** Merged records, each with the one that is left in the end; none where that was withdrawn. */
const SURVIVORS = `
WITH RECURSIVE merged AS (
  SELECT code, merged_into AS survivor FROM retired_code WHERE merged_into IS NOT NULL
  UNION ALL
  SELECT m.code, r.merged_into FROM merged m JOIN retired_code r ON r.code = m.survivor WHERE r.merged_into IS NOT NULL
)
SELECT code, survivor FROM merged m WHERE NOT EXISTS (SELECT FROM retired_code r WHERE r.code = m.survivor)`;

/**
 * The two closed lists of the catalogue, industries and regions, and the codes that were merged, held in memory: nearly
 * every answer needs some of their few rows. They are read at the start, and again in the background when a request
 * finds them old.
 */
@Injectable()
export class ReferenceData implements OnModuleInit {
  private current: Reference = { industries: new Map(), regions: new Map(), survivors: new Map() };
  private reading: Promise<void> | null = null;
  private readAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly dataSource: DataSource) {}

  /** Every industry, those that the conference showed first. */
  get industries(): ReadonlyMap<string, IndustryRow> {
    return this.current.industries;
  }

  /** Every region, in the usual administrative order. */
  get regions(): ReadonlyMap<string, RegionRow> {
    return this.current.regions;
  }

  /** The records that answer for merged codes, by these. */
  get survivors(): ReadonlyMap<string, string> {
    return this.current.survivors;
  }

  /** The industry with this code, read from the database when it is newer than the list. */
  industry(code: string | null, reader: Reader): IndustryRow | Promise<IndustryRow | null> | null {
    if (code === null) return null;
    return this.current.industries.get(code) ?? reader.find<IndustryRow>(INDUSTRY_ROW, code);
  }

  /** The region with this code, read from the database when it is newer than the list. */
  region(code: string | null, reader: Reader): RegionRow | Promise<RegionRow | null> | null {
    if (code === null) return null;
    return this.current.regions.get(code) ?? reader.find<RegionRow>(REGION_ROW, code);
  }

  /** Reads the lists when the service starts; where only the schema is printed, there is no database. */
  async onModuleInit(): Promise<void> {
    if (this.dataSource.isInitialized) await this.read();
  }

  /** Reads the lists again when they are old, without waiting for them. */
  refresh(): void {
    if (this.reading || performance.now() - this.readAt < FRESH_FOR_MS) return;
    // The lists stay as they were; the request's own statements tell of a lost database.
    this.reading = this.read()
      .catch(() => undefined)
      .finally(() => (this.reading = null));
  }

  /** Reads the lists again: this process has changed them. */
  async reread(): Promise<void> {
    // What began earlier does not know of the change, and must not come last.
    await this.reading;
    await this.read();
  }

  private async read(): Promise<void> {
    const [industries, regions, merged] = await Promise.all([
      this.readAll<IndustryRow>(INDUSTRY_ROW),
      this.readAll<RegionRow>(REGION_ROW),
      this.dataSource.query<{ code: string; survivor: string }[]>(SURVIVORS),
    ]);
    const survivors = new Map(merged.map(({ code, survivor }) => [code, survivor]));
    this.current = { industries, regions, survivors };
    this.readAt = performance.now();
  }

  private async readAll<R extends BaseRow>(spec: RowSpec): Promise<ReadonlyMap<string, R>> {
    const rows = await this.dataSource.query<Record<string, unknown>[]>(
      `SELECT ${selectList(spec)} FROM ${spec.table} t ${joinList(spec)} ORDER BY t.position`,
    );
    return new Map(rows.map((raw) => [raw.code as string, toRow<R>(spec, raw)]));
  }
}
