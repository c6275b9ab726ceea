import { refusedFields } from './errors/field-errors.js';

/**
 * A filter as an address has it: that of GraphQL, as JSON.
 *
 * @throws AppError BAD_USER_INPUT for what is no JSON object
 */
export function readFilterText(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, like a value that is no filter.
  }
  throw refusedFields([
    { path: 'filter', message: 'must be a filter as a JSON object, such as {"year":{"gte":2018}}' },
  ]);
}
