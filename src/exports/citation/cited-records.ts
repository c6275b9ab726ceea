import {
  ACHIEVEMENT_CRAFTSMEN,
  ACHIEVEMENT_ORGANISATIONS,
  ACHIEVEMENT_ROW,
  type AchievementRow,
  type CraftsmanLink,
  type CraftsmanRow,
  CRAFTSMAN_ROW,
  type OrganisationLink,
  type OrganisationRow,
  ORGANISATION_ROW,
  STUDIO_ROW,
} from '../../catalog/catalog.rows.js';
import { type BaseRow, type RowSpec } from '../../database/query/row.js';
import { type Reader } from '../../database/query/reader.js';
import { dayOf } from './citation.styles.js';
import { type CitedWork } from './cited-work.js';

/** A record that is called by a name. */
type NamedRow = VersionedRow & { readonly name: string };

type VersionedRow = BaseRow & { readonly version: number; readonly updatedAt: Date };

/** What there is to cite of an achievement: its people made it, or its units where the source names nobody. */
async function citedAchievement(reader: Reader, row: AchievementRow, address: string): Promise<CitedWork> {
  const { title, titleEn, year, peoplePartial } = row;
  const creators = await creatorsOf(reader, row.code);
  return {
    ...recordOf(row, address),
    creators,
    more: peoplePartial && creators.length > 0,
    title,
    titleEn,
    year,
  };
}

/** What there is to cite of a person, studio or unit: the catalogue's own entry on it. */
function citedEntry(row: NamedRow, address: string): CitedWork {
  return { ...recordOf(row, address), creators: [], more: false, title: row.name, titleEn: null, year: null };
}

/** A kind of records that can be cited. */
export interface CitedKind {
  readonly spec: RowSpec;
  /** @param address where the public reaches the service */
  readonly work: (reader: Reader, row: BaseRow, address: string) => CitedWork | Promise<CitedWork>;
}

function entries(spec: RowSpec): CitedKind {
  return { spec, work: (_reader, row, address) => citedEntry(row as NamedRow, address) };
}

/** The kinds of records that can be cited, by their names in addresses. */
export const CITED_KINDS = {
  achievements: {
    spec: ACHIEVEMENT_ROW,
    work: (reader, row, address) => citedAchievement(reader, row as AchievementRow, address),
  },
  craftsmen: entries(CRAFTSMAN_ROW),
  studios: entries(STUDIO_ROW),
  organisations: entries(ORGANISATION_ROW),
} as const satisfies Readonly<Record<string, CitedKind>>;

async function creatorsOf(reader: Reader, code: string): Promise<string[]> {
  const people = await reader.linked<CraftsmanRow, CraftsmanLink>(ACHIEVEMENT_CRAFTSMEN, code);
  if (people.length > 0) return people.map(({ row }) => row.name);
  const units = await reader.linked<OrganisationRow, OrganisationLink>(ACHIEVEMENT_ORGANISATIONS, code);
  return units.map(({ row }) => row.name);
}

function recordOf(
  { code, version, updatedAt }: VersionedRow,
  address: string,
): Pick<CitedWork, 'key' | 'kind' | 'version' | 'updated' | 'url'> {
  return {
    key: code,
    kind: 'RECORD',
    version: String(version),
    updated: dayOf(updatedAt),
    url: `${address}/id/${code}`,
  };
}
