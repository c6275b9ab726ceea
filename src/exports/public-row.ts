import { type NodeType } from '../common/graphql/global-id.js';
import { ROWS } from '../record/rows/rows.js';

/**
 * A row of the feed as it is given out: its fields in their order. PostgreSQL keeps none, and rows of earlier releases
 * have what only serves the service itself too.
 */
export function toPublicRow(type: NodeType, document: object): object {
  const values = document as Readonly<Record<string, unknown>>;
  return Object.fromEntries(ROWS[type].fields.map(({ name }) => [name, values[name]]));
}
