import { type RecordFilter } from '../../search.port.js';
import { orderAttribute, valueAttribute } from './settings.js';
import { toIndexValue } from './values.js';

const NOTHING = `${valueAttribute('code')} IN []`;
const EVERYTHING = `NOT ${NOTHING}`;

/** Levels of a filter; at 30 the engine refuses it. */
const MAX_DEPTH = 25;

/** Conditions of a filter; the time that the engine takes to read them grows with their square: 200 take 10 ms. */
const MAX_CONDITIONS = 200;

/** Values of a filter, all its conditions together: 2,000 take 50 ms. */
const MAX_VALUES = 2_000;

/** Whether the engine can work with a filter, and quickly enough. */
export function canFilterBy(filter: RecordFilter): boolean {
  const size = { depth: 0, conditions: 0, values: 0, unknown: 0 };
  measure(filter, 1, size);
  return (
    size.unknown === 0 &&
    size.depth <= MAX_DEPTH &&
    size.conditions <= MAX_CONDITIONS &&
    size.values <= MAX_VALUES
  );
}

interface Size {
  depth: number;
  conditions: number;
  values: number;
  /** Conditions on what the index does not hold. */
  unknown: number;
}

function measure(filter: RecordFilter, depth: number, size: Size): void {
  size.depth = Math.max(size.depth, depth);
  switch (filter.kind) {
    case 'all':
    case 'any':
      for (const each of filter.of) measure(each, depth + 1, size);
      break;
    case 'not':
      measure(filter.of, depth + 1, size);
      break;
    case 'anyOf':
      size.conditions += 1;
      size.values += filter.values.length;
      break;
    case 'allOf':
      size.conditions += filter.values.length;
      break;
    case 'range':
    case 'since':
      size.conditions += 2;
      break;
    case 'titleContains':
    case 'inCollection':
      size.unknown += 1;
      break;
  }
}

/** A filter in the engine's language; the empty text for one that every record fulfils. */
export function toExpression(filter: RecordFilter): string {
  return filter.kind === 'all' && filter.of.length === 0 ? '' : conditionOf(filter);
}

/** Joins expressions that must all hold; empty ones hold. */
export function both(...expressions: readonly string[]): string {
  const given = expressions.filter((expression) => expression !== '');
  return given.length > 1 ? given.map((each) => `(${each})`).join(' AND ') : (given[0] ?? '');
}

function conditionOf(filter: RecordFilter): string {
  switch (filter.kind) {
    case 'all':
      return joined(filter.of.map(conditionOf), 'AND', EVERYTHING);
    case 'any':
      return joined(filter.of.map(conditionOf), 'OR', NOTHING);
    case 'not':
      return `NOT (${conditionOf(filter.of)})`;
    case 'anyOf': {
      const values = filter.values.map((value) => `"${toIndexValue(value)}"`);
      return `${valueAttribute(filter.field)} IN [${values.join(', ')}]`;
    }
    case 'allOf': {
      const attribute = valueAttribute(filter.field);
      const equal = filter.values.map((value) => `${attribute} = "${toIndexValue(value)}"`);
      return joined(equal, 'AND', EVERYTHING);
    }
    case 'range': {
      const year = orderAttribute('year');
      const bounds = [
        ...(filter.gte === null ? [] : [`${year} >= ${filter.gte}`]),
        ...(filter.lte === null ? [] : [`${year} <= ${filter.lte}`]),
      ];
      return joined(bounds, 'AND', `${year} EXISTS`);
    }
    case 'since':
      return `${orderAttribute('updatedAt')} >= ${filter.moment.getTime()}`;
    case 'titleContains':
    case 'inCollection':
      throw new Error('This engine knows no parts of titles and no collections; its `supports` says so.');
  }
}

function joined(conditions: readonly string[], operator: 'AND' | 'OR', none: string): string {
  if (conditions.length < 2) return conditions[0] ?? none;
  return `(${conditions.join(` ${operator} `)})`;
}
