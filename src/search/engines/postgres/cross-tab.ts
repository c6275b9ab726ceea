import { Parameters } from '../../../database/query/parameters.js';
import { columnOf } from '../../../database/query/row.js';
import { type Statement } from '../../../database/query/run-statement.js';
import { RECORD_FIELDS } from '../../../record/record.fields.js';
import { type FacetField, type RecordSet } from '../../search.port.js';
import { conditionOf, FROM_RECORDS } from './postgres-statements.js';
import { type Spellings } from './text-query.js';

/** What is counted by what. */
export interface CrossTabRequest {
  readonly fields: readonly FacetField[];
  /** Most records first, or by the values themselves. */
  readonly order: 'COUNT' | 'KEY';
  readonly limit: number;
}

/** The number of records that have a value of each field; null for those without one. */
export interface CrossTabCell {
  readonly keys: readonly (string | null)[];
  readonly count: number;
}

/**
 * Writes the statement that counts the records of a set by the values of fields: columns `d0`, `d1` … and `count`. A
 * record counts once for each of its values, and once without a value where it has none; without fields, all count.
 */
export function crossTabStatement(
  set: RecordSet,
  { fields, order, limit }: CrossTabRequest,
  spellings: Spellings,
): Statement {
  const parameters = new Parameters();
  const where = conditionOf(set, spellings, parameters);
  const isList = (field: FacetField): boolean => RECORD_FIELDS[field].type === 'texts';
  const lists = fields.map((field, index) =>
    isList(field) ? ` LEFT JOIN LATERAL unnest(f.${columnOf(field)}) l${index}(v) ON TRUE` : '',
  );
  const values = fields.map((field, index) =>
    isList(field) ? `l${index}.v AS d${index}` : `f.${columnOf(field)}::text AS d${index}`,
  );
  const names = fields.map((_, index) => `d${index}`);
  const keys = names.map((name) => `${name} COLLATE "C" NULLS LAST`);
  const orders = order === 'COUNT' ? ['count DESC', ...keys] : [...keys, 'count DESC'];
  return {
    text:
      `SELECT ${[...names, 'count(*)::int AS count'].join(', ')} FROM (` +
      `SELECT ${values.join(', ')} ${FROM_RECORDS}${lists.join('')} WHERE ${where}) s ` +
      (names.length === 0 ? '' : `GROUP BY ${names.join(', ')} `) +
      `ORDER BY ${orders.join(', ')} LIMIT ${parameters.add(limit)}`,
    values: parameters.values,
    recurring: false,
  };
}
