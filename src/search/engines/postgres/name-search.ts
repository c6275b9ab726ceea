import { type DataSource } from 'typeorm';
import { type QueryPlan } from '../../../common/text/text.types.js';
import { Parameters } from '../../../database/query/parameters.js';
import { runStatement } from '../../../database/query/run-statement.js';
import { textCondition, type TextTable } from './text-query.js';
import { TypoLookup } from './typo-lookup.js';

/** Whom a name was found to belong to. */
export interface FoundName {
  /** GraphQL type. */
  readonly type: string;
  readonly code: string;
  readonly name: string;
  /** Number of achievements that name it. */
  readonly records: number;
  /** How many names of this type were found in all. */
  readonly total: number;
  /** Place among those of its type, from 1: names that begin with the query, then those named most. */
  readonly place: number;
}

/** Where names are found. */
const NAMES: TextTable = { name: 'record_name', alias: 'x' };
const FROM_NAMES = `FROM ${NAMES.name} ${NAMES.alias}`;

/** Finds the people, studios and units whose names contain what is looked for. */
export class NameSearch {
  private readonly typos: TypoLookup;

  constructor(private readonly dataSource: DataSource) {
    this.typos = new TypoLookup(dataSource);
  }

  /** The codes of every record of one type whose name contains what is looked for. */
  async codes(plan: QueryPlan, type: string): Promise<ReadonlySet<string>> {
    const parameters = new Parameters();
    const spellings = await this.typos.spellings([plan]);
    const condition = textCondition(plan, NAMES, spellings, parameters);
    const rows = await runStatement(this.dataSource, {
      text: `SELECT x.code ${FROM_NAMES} WHERE x.type = ${parameters.add(type)} AND ${condition}`,
      values: parameters.values,
      recurring: plan.must.length <= 2 ? 'IN_VARIANTS' : false,
    });
    return new Set(rows.map(({ code }) => code as string));
  }

  /** The first names of each type, all types in one statement. */
  async find(plan: QueryPlan, types: readonly string[], first: number): Promise<FoundName[]> {
    if (types.length === 0 || first === 0) return [];
    const parameters = new Parameters();
    const spellings = await this.typos.spellings([plan]);
    const condition = textCondition(plan, NAMES, spellings, parameters);
    const typed = parameters.add(plan.must.map(({ text }) => text).join(''));
    const rows = await runStatement(this.dataSource, {
      text:
        `SELECT * FROM (SELECT x.type, x.code, x.name, x.records, (count(*) OVER of_type)::int AS total, ` +
        `row_number() OVER (of_type ORDER BY strpos(x.name_text, ${typed}) = 1 DESC, x.records DESC, x.code)::int AS place ` +
        `${FROM_NAMES} WHERE x.type = ANY(${parameters.add(types)}) AND ${condition} ` +
        `WINDOW of_type AS (PARTITION BY x.type)) n WHERE n.place <= ${parameters.add(first)} ORDER BY n.place, n.type`,
      values: parameters.values,
      recurring: plan.must.length <= 2 ? 'IN_VARIANTS' : false,
    });
    return rows as unknown as FoundName[];
  }
}
