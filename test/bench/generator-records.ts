import { growPeople, growUnits, FIRST_NUMBER, type CraftsmanRow, type NamedRow } from './generator-names.js';
import { SeededRandom } from './generator-random.js';
import { chineseWords, joinChinese, joinEnglish } from './generator-titles.js';

/** A row by the names of its columns. */
type Row = Record<string, unknown>;

/** The columns of an achievement that the generator changes. */
interface AchievementRow extends Row {
  readonly code: string;
  readonly title: string;
  readonly title_en: string | null;
  readonly industry_code: string;
  readonly year: number | null;
}

interface GrantRow extends Row {
  readonly year: number | null;
}

/** An achievement with the rows that link it. */
interface RealAchievement {
  readonly columns: AchievementRow;
  readonly organisations: readonly (Row & { readonly organisation_code: string })[];
  readonly craftsmen: readonly (Row & { readonly craftsman_code: string })[];
  readonly grants: readonly GrantRow[];
}

/** What new records are made from. */
export interface RealCatalogue {
  readonly achievements: readonly RealAchievement[];
  readonly organisations: readonly NamedRow[];
  readonly craftsmen: readonly CraftsmanRow[];
}

/** Rows to be written, by table; the tables in the order in which they refer to each other. */
export type Rows = Readonly<Record<string, readonly Row[]>>;

/** New records for each new unit, and for each new person: facets grow with the catalogue. */
const RECORDS_PER_UNIT = 20;
const RECORDS_PER_PERSON = 3;

/** Years are moved by this much at most, and stay between these two. */
const YEARS_MOVED = 3;
const FIRST_YEAR = 2005;
const LAST_YEAR = 2026;

/** Any number serves; another one gives other records. */
const SEED = 20_230_712;

/**
 * Makes records out of the real ones, the same ones every time: first the units and people that they name, then
 * `step` records at a time. Each has the links of one real record, with its units and people replaced by others of
 * their families, and a title joined from that record's and another's of the same industry.
 */
export function* makeRecords(real: RealCatalogue, count: number, step: number): Generator<Rows> {
  const random = new SeededRandom(SEED);
  const units = growUnits(real.organisations, Math.floor(count / RECORDS_PER_UNIT));
  const people = growPeople(real.craftsmen, Math.floor(count / RECORDS_PER_PERSON), units.families, random);
  yield { organisation: units.added, craftsman: people.added };

  const bases = real.achievements.map((of) => ({ ...of, words: chineseWords(of.columns.title) }));
  const peers = new Map<string, typeof bases>();
  for (const base of bases) {
    const { industry_code: industry } = base.columns;
    peers.set(industry, [...(peers.get(industry) ?? []), base]);
  }
  const familyOf = (families: ReadonlyMap<string, readonly string[]>, code: string): string =>
    random.pick(families.get(code) ?? [code]);

  for (let start = 0; start < count; start += step) {
    const rows = {
      achievement: [] as Row[],
      achievement_organisation: [] as Row[],
      achievement_craftsman: [] as Row[],
      award_grant: [] as Row[],
    };
    for (let index = start; index < Math.min(start + step, count); index += 1) {
      const base = random.pick(bases);
      const other = random.pick(peers.get(base.columns.industry_code) ?? [base]);
      const code = `WIA-${FIRST_NUMBER + index}`;
      const moved = random.between(-YEARS_MOVED, YEARS_MOVED);
      const move = (year: number | null): number | null =>
        year === null ? null : Math.min(Math.max(year + moved, FIRST_YEAR), LAST_YEAR);
      rows.achievement.push({
        ...base.columns,
        code,
        title: joinChinese(base.words, other.words, random),
        title_en: joinEnglish(base.columns.title_en, other.columns.title_en, random),
        year: move(base.columns.year),
      });
      for (const link of base.organisations) {
        const organisation_code = familyOf(units.families, link.organisation_code);
        rows.achievement_organisation.push({ ...link, achievement_code: code, organisation_code });
      }
      for (const link of base.craftsmen) {
        const craftsman_code = familyOf(people.families, link.craftsman_code);
        rows.achievement_craftsman.push({ ...link, achievement_code: code, craftsman_code });
      }
      for (const grant of base.grants) {
        rows.award_grant.push({ ...grant, achievement_code: code, year: move(grant.year) });
      }
    }
    yield rows;
  }
}
