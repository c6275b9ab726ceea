import { type DataSource } from 'typeorm';
import { type Parameters } from '../../database/query/parameters.js';
import { type PublicRecord } from '../../record/record.fields.js';
import { OaiError } from './oai.error.js';

type SetField = 'industry' | 'region' | 'award' | 'awardWon';

/** A set: records by one of their codes, or all that have one. */
export interface OaiSet {
  readonly family: SetFamily;
  /** Null for the whole family. */
  readonly code: string | null;
}

/** Sets of one kind, under a name of their own. */
interface SetFamily {
  readonly spec: string;
  readonly name: string;
  /** The field of the record that tells its sets. */
  readonly field: SetField;
  readonly list: boolean;
  /** The records whose sets these are, with what each is called. */
  readonly members: string;
}

/** The awards as sets, by what being in one means. */
const awards = (meaning: string): string =>
  `SELECT code, '${meaning}' || name AS name FROM award ORDER BY code`;

/** Every family; each of its sets lies inside it, as the protocol's hierarchy has it. */
const FAMILIES: readonly SetFamily[] = [
  {
    spec: 'industry',
    name: '按行业 · By industry',
    field: 'industry',
    list: false,
    members: `SELECT code, name || ' · ' || name_en AS name FROM industry ORDER BY position`,
  },
  {
    spec: 'region',
    name: '按地区 · By region',
    field: 'region',
    list: false,
    members: `SELECT code, name || ' · ' || name_en AS name FROM region ORDER BY position`,
  },
  {
    spec: 'award',
    name: '按奖项，获奖或仅提名 · By award named, won or not',
    field: 'award',
    list: true,
    members: awards('提及（获奖或仅提名）· Named, won or not: '),
  },
  {
    spec: 'won',
    name: '按所获奖项 · By award won',
    field: 'awardWon',
    list: true,
    members: awards('获奖 · Won: '),
  },
];

/** What the protocol allows as the name of a set. */
const SPEC = /^[\w\-.!~*'()]+(:[\w\-.!~*'()]+)*$/;

/**
 * The set of this name; whether any record is in it, the list shows.
 *
 * @throws OaiError badArgument for what cannot be a name, noRecordsMatch for a family that is none
 */
export function parseSet(text: string): OaiSet {
  if (!SPEC.test(text)) throw new OaiError('badArgument', '“set” must be a setSpec, such as region:CN-BJ.');
  const [spec, code = null, ...rest] = text.split(':');
  const family = FAMILIES.find((each) => each.spec === spec);
  if (family && rest.length === 0) return { family, code };
  throw new OaiError('noRecordsMatch', 'There is no such set; ListSets tells which there are.');
}

/** The condition that the record of the entry `e` is in a set. */
export function inOaiSet({ family, code }: OaiSet, parameters: Parameters): string {
  const value = `e.document->'${family.field}'`;
  if (family.list) {
    return code === null ? `jsonb_array_length(${value}) > 0` : `${value} ? ${parameters.add(code)}`;
  }
  return code === null ? `${value} <> 'null'` : `e.document->>'${family.field}' = ${parameters.add(code)}`;
}

/** The names of the sets that a record is in. */
export function setsOf(record: PublicRecord): string[] {
  return FAMILIES.flatMap(({ spec, field }) =>
    [...new Set([record[field] ?? []].flat())].map((code) => `${spec}:${code}`),
  );
}

/** Every set, families first. */
export async function listSets(dataSource: DataSource): Promise<{ setSpec: string; setName: string }[]> {
  const families = await Promise.all(
    FAMILIES.map(async ({ spec, name, members }) => {
      const rows = await dataSource.query<{ code: string; name: string }[]>(members);
      const sets = rows.map((row) => ({ setSpec: `${spec}:${row.code}`, setName: row.name }));
      return [{ setSpec: spec, setName: name }, ...sets];
    }),
  );
  return families.flat();
}
