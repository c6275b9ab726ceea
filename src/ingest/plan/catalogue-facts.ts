import { type EntityManager } from 'typeorm';
import { type Stored } from '../../catalog/editing/edits.js';
import { readStates } from '../../catalog/editing/read-states.js';
import { type ReadRow } from '../schema/row-values.js';

/** A record that has a name, and perhaps a unit. */
export interface NamedRecord {
  readonly code: string;
  readonly name: string;
  readonly organisation: string | null;
  /** Name of the unit. */
  readonly unit: string | null;
  /** Of a studio: the codes of its unit, and of the units of the achievements that name it. */
  readonly units: readonly string[];
}

/** An achievement by its title and lead unit. */
export interface TitledRecord {
  readonly code: string;
  readonly title: string;
  readonly organisation: string | null;
}

/** What the catalogue knows of all that some rows name, by name as well as by code. */
export interface CatalogueFacts {
  readonly achievements: ReadonlyMap<string, Stored<'Achievement'>>;
  readonly titled: readonly TitledRecord[];
  readonly organisations: ReadonlyMap<string, readonly NamedRecord[]>;
  readonly awards: ReadonlyMap<string, readonly NamedRecord[]>;
  readonly studios: ReadonlyMap<string, readonly NamedRecord[]>;
  readonly craftsmen: ReadonlyMap<string, readonly NamedRecord[]>;
}

/** What rows name, each once. */
export interface NamedByRows {
  readonly codes: string[];
  readonly titles: string[];
  readonly organisations: string[];
  readonly awards: string[];
  /** Names and codes of studios. */
  readonly studios: string[];
  /** Names and codes of people. */
  readonly craftsmen: string[];
  /** How many people the rows name. */
  readonly mentions: number;
}

export function namedBy(rows: readonly ReadRow[]): NamedByRows {
  const all = <V>(pick: (row: ReadRow) => readonly (V | null | undefined)[]): NonNullable<V>[] => [
    ...new Set(rows.flatMap(pick).filter((value) => value != null)),
  ];
  const people = rows.flatMap(({ values }) => values.craftsmen ?? []);
  return {
    codes: all(({ values }) => [values.code]),
    titles: all(({ values }) => [values.title]),
    organisations: all(({ values }) => [
      values.organisation,
      ...(values.partnerOrganisations ?? []),
      ...(values.craftsmen ?? []).map(({ unit }) => unit),
    ]),
    awards: all(({ values }) => [values.award]),
    studios: all(({ values }) => [values.studio?.name, values.studio?.known]),
    craftsmen: [...new Set(people.flatMap(({ name, known }) => (known === null ? [name] : [name, known])))],
    mentions: people.length,
  };
}

/** Units of the studio `t`. */
const STUDIO_UNITS = `ARRAY(SELECT l.organisation_code FROM achievement a
    JOIN achievement_organisation l ON l.achievement_code = a.code WHERE a.studio_code = t.code
  UNION SELECT t.organisation_code WHERE t.organisation_code IS NOT NULL)`;

const UNIT = 'LEFT JOIN organisation o ON o.code = t.organisation_code';

/** Reads what rows name, in one statement for each kind. */
export async function readFacts(tx: EntityManager, named: NamedByRows): Promise<CatalogueFacts> {
  const records = async (table: string, names: readonly string[], withUnit: boolean): Promise<Named> => {
    if (names.length === 0) return new Map();
    const unit = withUnit
      ? 't.organisation_code AS organisation, o.name AS unit'
      : 'NULL AS organisation, NULL AS unit';
    const units = table === 'studio' ? STUDIO_UNITS : `'{}'::text[]`;
    const rows = await tx.query<NamedRecord[]>(
      `SELECT t.code, t.name, ${unit}, ${units} AS units FROM ${table} t ${withUnit ? UNIT : ''}
       WHERE t.name = ANY($1) OR t.code = ANY($1) ORDER BY t.code`,
      [names],
    );
    return byNameAndCode(rows);
  };
  const achievements = await readStates(tx, 'Achievement', named.codes);
  // Changed rows may leave out their unit, and then stay with the one that they have.
  const titled = await tx.query<TitledRecord[]>(
    `SELECT a.code, a.title, l.organisation_code AS organisation FROM achievement a
     LEFT JOIN achievement_organisation l ON l.achievement_code = a.code AND l.role = 'LEAD' WHERE a.title = ANY($1)`,
    [named.titles],
  );
  return {
    achievements,
    titled,
    organisations: await records('organisation', named.organisations, false),
    awards: await records('award', named.awards, false),
    studios: await records('studio', named.studios, true),
    craftsmen: await records('craftsman', named.craftsmen, true),
  };
}

type Named = ReadonlyMap<string, readonly NamedRecord[]>;

function byNameAndCode(rows: readonly NamedRecord[]): Named {
  const found = new Map<string, NamedRecord[]>();
  for (const row of rows) {
    for (const key of [row.name, row.code]) found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}
