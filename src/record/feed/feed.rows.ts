import { type NodeType } from '../../common/graphql/global-id.js';

/** Where the public rows of one kind of record come from. */
interface RowSource {
  /** The table of the records `t`. */
  readonly table: string;
  /** The row of the record `t`, as a JSON document. */
  readonly document: string;
}

/** A document of these fields, with what every record of the catalogue has besides. */
const row = (fields: Readonly<Record<string, string>>): string => {
  const moment = `to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const all = { code: 't.code', ...fields, version: 't.version', updatedAt: moment };
  return `jsonb_build_object(${Object.entries(all)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(', ')})`;
};

const LEADERS = `(SELECT coalesce(jsonb_agg(l.craftsman_code ORDER BY l.position), '[]')
  FROM studio_leader l WHERE l.studio_code = t.code)`;

/**
 * The public row of each kind of record. That of an achievement is its public record, which also shows the names of
 * what it is linked to; the others name what they are linked to by code alone, so that only their own changes change
 * them. In an order in which each kind names those before it (studios and their people name each other).
 */
export const FEED_ROWS = {
  Industry: {
    table: 'industry',
    document: row({
      name: 't.name',
      nameEn: 't.name_en',
      description: 't.description',
      descriptionEn: 't.description_en',
      position: 't.position',
      shownAtConference: 't.shown_at_conference',
    }),
  },
  Region: {
    table: 'region',
    document: row({ name: 't.name', nameEn: 't.name_en', isoCode: 't.iso_code', position: 't.position' }),
  },
  Organisation: { table: 'organisation', document: row({ name: 't.name', region: 't.region_code' }) },
  Award: { table: 'award', document: row({ name: 't.name' }) },
  Studio: {
    table: 'studio',
    document: row({
      name: 't.name',
      organisation: 't.organisation_code',
      region: 't.region_code',
      industry: 't.industry_code',
      leaders: LEADERS,
      sourceUrl: 't.source_url',
    }),
  },
  Craftsman: {
    table: 'craftsman',
    document: row({
      name: 't.name',
      organisation: 't.organisation_code',
      organisationBasis: 't.organisation_basis',
      trade: 't.trade',
      honours: 't.honours',
      region: 't.region_code',
      studio: 't.studio_code',
      sourceUrl: 't.source_url',
    }),
  },
  Achievement: { table: 'public_record', document: 't.document' },
} as const satisfies Readonly<Record<NodeType, RowSource>>;

/** The kinds of records, each after those that it names. */
export const FEED_TYPES = Object.keys(FEED_ROWS) as NodeType[];
