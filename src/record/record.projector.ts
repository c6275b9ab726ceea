import { type EntityManager } from 'typeorm';
import { titleOrderOf } from '../common/text/title-order.js';
import { type PublicRecord } from './record.fields.js';

/** Everything of the record but what is worked out of its own values. */
type Projected = Omit<PublicRecord, 'titleOrder' | 'missing'>;

/** Lists of what is linked, in the order of the source; empty lists where nothing is. */
const PROJECTION = `
SELECT a.code, a.title, a.title_en AS "titleEn",
  a.industry_code AS industry, ARRAY[i.name, i.name_en] AS "industryNames",
  a.region_code AS region,
  CASE WHEN r.code IS NULL THEN '{}'::text[] ELSE ARRAY[r.name, r.name_en] END AS "regionNames",
  a.year, a.recognition, o.*, a.studio_code AS studio, s.name AS "studioName", c.*,
  a.people_partial AS "peoplePartial", g.*, a.figures, a.exhibited_at AS "exhibitedAt",
  f.kind AS "sourceKind", f.publisher AS "sourcePublisher", f.title AS "sourceTitle", f.date AS "sourceDate",
  f.url AS "sourceUrl", a.version,
  to_char(a.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt"
FROM achievement a
JOIN industry i ON i.code = a.industry_code
LEFT JOIN region r ON r.code = a.region_code
LEFT JOIN studio s ON s.code = a.studio_code
JOIN source f ON f.id = a.source_id
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(l.organisation_code ORDER BY l.position), '{}') AS organisation,
    coalesce(array_agg(n.name ORDER BY l.position), '{}') AS "organisationNames",
    coalesce(array_agg(l.role ORDER BY l.position), '{}') AS "organisationRoles"
  FROM achievement_organisation l JOIN organisation n ON n.code = l.organisation_code WHERE l.achievement_code = a.code
) o
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(l.craftsman_code ORDER BY l.position), '{}') AS craftsman,
    coalesce(array_agg(n.name ORDER BY l.position), '{}') AS "craftsmanNames",
    coalesce(array_agg(coalesce(l.role, '') ORDER BY l.position), '{}') AS "craftsmanRoles"
  FROM achievement_craftsman l JOIN craftsman n ON n.code = l.craftsman_code WHERE l.achievement_code = a.code
) c
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(l.award_code ORDER BY l.position), '{}') AS award,
    coalesce(array_agg(n.name ORDER BY l.position), '{}') AS "awardNames",
    coalesce(array_agg(l.recognition ORDER BY l.position), '{}') AS "grantRecognitions",
    coalesce(array_agg(coalesce(l.year::text, '') ORDER BY l.position), '{}') AS "grantYears",
    coalesce(array_agg(coalesce(l.level, '') ORDER BY l.position), '{}') AS "grantLevels",
    coalesce(array_agg(coalesce(l.list_code, '') ORDER BY l.position), '{}') AS "grantListCodes",
    coalesce(array_agg(l.award_code ORDER BY l.position) FILTER (WHERE l.recognition = 'AWARDED'), '{}') AS "awardWon",
    coalesce(array_agg(l.level ORDER BY l.position) FILTER (WHERE l.level IS NOT NULL), '{}') AS "awardLevel",
    coalesce(array_agg(l.list_code ORDER BY l.position) FILTER (WHERE l.list_code IS NOT NULL), '{}') AS "listCodes"
  FROM award_grant l JOIN award n ON n.code = l.award_code WHERE l.achievement_code = a.code
) g
WHERE a.code = ANY($1)
ORDER BY a.code`;

/** For every field that can be unknown, by its name in the filter `missing`: whether it is. */
const MISSING: Readonly<Record<string, (record: Projected) => boolean>> = {
  AWARD: ({ award }) => award.length === 0,
  AWARD_LEVEL: ({ awardLevel }) => awardLevel.length === 0,
  CRAFTSMAN: ({ craftsman }) => craftsman.length === 0,
  EXHIBITED_AT: ({ exhibitedAt }) => exhibitedAt === null,
  FIGURES: ({ figures }) => figures.length === 0,
  LIST_CODE: ({ listCodes }) => listCodes.length === 0,
  ORGANISATION: ({ organisationRoles }) => !organisationRoles.includes('LEAD'),
  PARTNER_ORGANISATION: ({ organisationRoles }) => !organisationRoles.includes('PARTNER'),
  REGION: ({ region }) => region === null,
  SOURCE_URL: ({ sourceUrl }) => sourceUrl === null,
  STUDIO: ({ studio }) => studio === null,
  TITLE_EN: ({ titleEn }) => titleEn === null,
  YEAR: ({ year }) => year === null,
};

/**
 * Makes the public records of achievements from the catalogue's tables, as the transaction sees them.
 *
 * @returns one record for each code that has an achievement, by code
 */
export async function projectRecords(tx: EntityManager, codes: readonly string[]): Promise<PublicRecord[]> {
  const rows = await tx.query<Projected[]>(PROJECTION, [codes]);
  return rows.map((row) => ({
    ...row,
    titleOrder: titleOrderOf(row.title),
    missing: Object.keys(MISSING).filter((field) => MISSING[field]?.(row)),
  }));
}
