import { columnOf } from '../../../database/query/row.js';
import { type Parameters } from '../../../database/query/parameters.js';
import { RECORD_FIELDS } from '../../../record/record.fields.js';
import { type RecordFilter, type ValueField } from '../../search.port.js';

/** Writes the SQL condition of a filter on the table `record_facet f`. It is never null: unknown values count as false. */
export function toCondition(filter: RecordFilter, parameters: Parameters): string {
  switch (filter.kind) {
    case 'all':
      return join(filter.of, ' AND ', 'TRUE', parameters);
    case 'any':
      return join(filter.of, ' OR ', 'FALSE', parameters);
    case 'not':
      return `NOT ${toCondition(filter.of, parameters)}`;
    case 'anyOf':
      return holdsList(filter.field)
        ? `f.${columnOf(filter.field)} && ${parameters.add(filter.values)}`
        : `(f.${columnOf(filter.field)} = ANY(${parameters.add(filter.values)})) IS TRUE`;
    case 'allOf':
      return holdsList(filter.field)
        ? `f.${columnOf(filter.field)} @> ${parameters.add(filter.values)}`
        : `(f.${columnOf(filter.field)} = ALL(${parameters.add(filter.values)})) IS TRUE`;
    case 'range': {
      const low = filter.gte === null ? 'TRUE' : `f.year >= ${parameters.add(filter.gte)}`;
      const high = filter.lte === null ? 'TRUE' : `f.year <= ${parameters.add(filter.lte)}`;
      return `(f.year IS NOT NULL AND ${low} AND ${high})`;
    }
    case 'since':
      return `f.updated_at >= ${parameters.add(filter.moment)}`;
    case 'titleContains': {
      // The catalogue's own titles, which have an index for this, in their own script.
      const pattern = parameters.add(`%${filter.text.replace(/[\\%_]/g, '\\$&')}%`);
      return `f.code IN (SELECT code FROM achievement WHERE title ILIKE ${pattern} OR title_en ILIKE ${pattern})`;
    }
    case 'inCollection':
      return `f.code IN (SELECT collection_members(${parameters.add(filter.slug)}))`;
  }
}

function join(
  filters: readonly RecordFilter[],
  operator: string,
  empty: string,
  parameters: Parameters,
): string {
  if (filters.length === 0) return empty;
  return `(${filters.map((each) => toCondition(each, parameters)).join(operator)})`;
}

function holdsList(field: ValueField): boolean {
  return RECORD_FIELDS[field].type === 'texts';
}
